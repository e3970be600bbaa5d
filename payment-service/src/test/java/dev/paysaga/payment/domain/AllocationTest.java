package dev.paysaga.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.payment.domain.Allocation.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationTest {

    /** Shares as {@code seller:left}, numbered from 1; the parts as {@code paymentOrder:amount}. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // shares,               seller, amount, parts
                "'a:39000 b:12000',      -,      -,      '1:39000 2:12000'",
                "'a:39000 b:12000',      -,      39000,  '1:39000'",
                "'a:39000 b:12000',      -,      39001,  '1:39000 2:1'",
                "'a:39000 b:12000',      -,      51000,  '1:39000 2:12000'",
                "'a:39000 b:12000',      -,      51001,  'exceeds 51000'",
                "'a:39000 b:12000',      b,      -,      '2:12000'",
                "'a:39000 b:12000',      b,      5000,   '2:5000'",
                "'a:39000 b:12000',      b,      12001,  'exceeds 12000'",
                "'a:39000 b:12000',      c,      -,      'no such seller'",
                "'a:0 b:12000',          -,      -,      '2:12000'",
                "'a:0 b:12000',          a,      -,      'nothing left'",
                "'a:0 b:0',              -,      -,      'nothing left'",
                "'a:0 b:0',              -,      1,      'nothing left'",
                "'a:5 b:7 a:9',          a,      6,      '1:5 3:1'",
                "'a:5 b:7 a:9',          a,      -,      '1:5 3:9'"
            })
    void takesFromPaymentOrdersInOrderOfId(
            String shares, @Nullable String seller, @Nullable Long amount, String parts) {
        assertThat(inWords(Allocation.of(shares(shares), seller, amount))).isEqualTo(parts);
    }

    @Test
    void whateverIsAskedForNoPaymentOrderGivesMoreThanItHasLeft() {
        var random = new Random(20_261_104);
        for (int round = 0; round < 2_000; round++) {
            List<Share> shares = randomShares(random);
            long captured = sum(shares);
            long taken = 0;
            for (int cancel = 0; cancel < 30; cancel++) {
                @Nullable String seller = random.nextBoolean() ? null : "seller-" + random.nextInt(4);
                @Nullable Long amount = random.nextInt(5) == 0 ? null : 1 + random.nextLong(20_000);
                if (Allocation.of(shares, seller, amount) instanceof Allocation.Parts parts) {
                    assertThat(parts.parts()).allMatch(part -> part.amount() > 0);
                    assertThat(amount == null || parts.amount() == amount).isTrue();
                    shares = less(shares, parts, seller);
                    taken += parts.amount();
                }
                assertThat(shares).allMatch(share -> share.left() >= 0);
                assertThat(taken + sum(shares)).isEqualTo(captured);
            }
        }
    }

    private static List<Share> randomShares(Random random) {
        var shares = new ArrayList<Share>();
        int size = 1 + random.nextInt(6);
        for (int i = 0; i < size; i++) {
            shares.add(new Share(i + 1L, "seller-" + random.nextInt(3), 1 + random.nextLong(50_000)));
        }
        return shares;
    }

    private static List<Share> less(List<Share> shares, Allocation.Parts parts, @Nullable String seller) {
        var left = new ArrayList<Share>();
        for (Share share : shares) {
            long part = parts.parts().stream()
                    .filter(found -> found.paymentOrderId() == share.paymentOrderId())
                    .mapToLong(CancellationPart::amount)
                    .sum();
            assertThat(part == 0 || seller == null || seller.equals(share.sellerId()))
                    .isTrue();
            left.add(new Share(share.paymentOrderId(), share.sellerId(), share.left() - part));
        }
        return left;
    }

    private static long sum(List<Share> shares) {
        return shares.stream().mapToLong(Share::left).sum();
    }

    private static List<Share> shares(String words) {
        var shares = new ArrayList<Share>();
        Arrays.stream(words.split(" ")).map(word -> word.split(":")).forEach(parts -> {
            shares.add(new Share(shares.size() + 1L, parts[0], Long.parseLong(parts[1])));
        });
        return shares;
    }

    private static String inWords(Allocation allocation) {
        return switch (allocation) {
            case Allocation.Parts(var parts) ->
                parts.stream()
                        .map(part -> part.paymentOrderId() + ":" + part.amount())
                        .collect(Collectors.joining(" "));
            case Allocation.NothingLeft _ -> "nothing left";
            case Allocation.NoSuchSeller _ -> "no such seller";
            case Allocation.Exceeds(long left) -> "exceeds " + left;
        };
    }
}
