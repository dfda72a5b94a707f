package com.example;

/** A class, but no model. */
public final class NoModel {}
