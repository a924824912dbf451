/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Families of hostile files: each makes one of a size, and of twice the size the same twice as big. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GROWTH_BUNDLE,
  GROWTH_LIST,
  GROWTH_CARD,
  GROWTH_SHEET,
  GROWTH_SEALED,
} GrowthReader;

typedef struct
{
  const char *name;
  GrowthReader reader;
  guint n;          /* the smallest size */
  gboolean is_good; /* it is taken in; the others are refused */
  void (*write) (GString *text, guint n);
  const char *says; /* (nullable) what a refusal speaks of */
} GrowthFamily;

extern const GrowthFamily growth_families[];
extern const guint growth_n_families;
/* growth-seals.c */
extern const GrowthFamily growth_seals[];
extern const guint growth_n_seals;

G_END_DECLS
