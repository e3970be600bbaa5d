package dev.paysaga.checkout.pages;

/** Names forms, so that one that is sent twice is known again. Nobody can guess another's. */
@FunctionalInterface
interface FormNonces {

    /** 32 hexadecimal digits. */
    String next();
}
