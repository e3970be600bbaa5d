-- A small shop of three sellers to try things with.
INSERT INTO product (product_id, name, seller_id, price, currency) VALUES
  ('drip-set',        'Hand drip set',                  'seller-bori',      39000, 'KRW'),
  ('enamel-kettle',   'Enamel kettle, 0.9 litres',      'seller-bori',      58000, 'KRW'),
  ('paper-filters',   'Paper filters, 100 sheets',      'seller-bori',       3500, 'KRW'),
  ('barley-tea',      'Roasted barley tea, 30 bags',    'seller-dalbit',     6000, 'KRW'),
  ('citron-jam',      'Citron jam, 500 g',              'seller-dalbit',    14500, 'KRW'),
  ('rice-puffs',      'Rice puffs',                     'seller-dalbit',     1000, 'KRW'),
  ('linen-apron',     'Linen apron',                    'seller-onsaemiro', 27000, 'KRW'),
  ('stoneware-mug',   'Stoneware mug',                  'seller-onsaemiro', 18000, 'KRW');
