package dev.paysaga.checkout.api;

import dev.paysaga.checkout.domain.Product;
import dev.paysaga.checkout.domain.Products;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The product list. */
@RestController
class ProductController {

    private final Products products;

    ProductController(Products products) {
        this.products = products;
    }

    /** Everything that can be bought, by id. */
    @GetMapping("/v1/products")
    List<ProductView> list() {
        return products.all().stream().map(ProductView::of).toList();
    }

    /** @param price minor units, for one piece */
    record ProductView(String productId, String name, String sellerId, long price, String currency) {

        static ProductView of(Product product) {
            return new ProductView(
                    product.productId(),
                    product.name(),
                    product.sellerId(),
                    product.price().amount(),
                    product.price().currency());
        }
    }
}
