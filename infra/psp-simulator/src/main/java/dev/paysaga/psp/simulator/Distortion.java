package dev.paysaga.psp.simulator;

import tools.jackson.databind.node.ObjectNode;

/** How a success body is spoilt (F15). */
enum Distortion {
    NONE {
        @Override
        void spoil(ObjectNode body) {}
    },
    /** An amount that nobody asked for. */
    AMOUNT {
        @Override
        void spoil(ObjectNode body) {
            body.put("totalAmount", body.path("totalAmount").asLong() + 1);
        }
    },
    /** The fields that a client must compare are not there. */
    MISSING {
        @Override
        void spoil(ObjectNode body) {
            body.remove("totalAmount");
            body.remove("status");
        }
    },
    /** A status of a later version. */
    ENUM {
        @Override
        void spoil(ObjectNode body) {
            body.put("status", "SOMETHING_NEW");
        }
    },
    /** Fields of a later version: legal, a client must not mind. */
    EXTRA {
        @Override
        void spoil(ObjectNode body) {
            body.put("addedLater", "ignore me");
        }
    };

    abstract void spoil(ObjectNode body);
}
