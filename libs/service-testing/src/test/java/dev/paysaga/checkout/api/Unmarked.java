package dev.paysaga.checkout.api;

/** Stands in a package that says nothing about null. */
public interface Unmarked {}
