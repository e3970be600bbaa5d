package dev.paysaga.psp.simulator.scenario;

import tools.jackson.databind.node.ObjectNode;

/** How a success body is spoilt (F15), of either provider: an amount lies at the top, in amount, or in cancellation. */
public enum Distortion {
    /** An amount that nobody asked for. */
    AMOUNT {
        @Override
        public void spoil(ObjectNode body) {
            increase(body, "totalAmount");
            if (body.path("amount") instanceof ObjectNode amount) {
                increase(amount, "total");
            }
            if (body.path("cancellation") instanceof ObjectNode cancellation) {
                increase(cancellation, "totalAmount");
            }
        }
    },
    NONE {
        @Override
        public void spoil(ObjectNode body) {}
    },
    /** The fields that a client must compare are not there. */
    MISSING {
        @Override
        public void spoil(ObjectNode body) {
            for (String field : new String[] {"totalAmount", "status", "amount", "cancellation", "pgTxId", "paidAt"}) {
                body.remove(field);
            }
        }
    },
    /** A status of a later version. */
    ENUM {
        @Override
        public void spoil(ObjectNode body) {
            body.put("status", "SOMETHING_NEW");
            if (body.path("cancellation") instanceof ObjectNode cancellation) {
                cancellation.put("status", "SOMETHING_NEW");
            }
        }
    },
    /** Fields of a later version: legal, a client must not mind. */
    EXTRA {
        @Override
        public void spoil(ObjectNode body) {
            body.put("addedLater", "ignore me");
        }
    };

    public abstract void spoil(ObjectNode body);

    private static void increase(ObjectNode node, String field) {
        if (node.has(field)) {
            node.put(field, node.path(field).asLong() + 1);
        }
    }
}
