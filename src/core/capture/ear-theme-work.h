/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the codebook: new themes, their fields, their places, and splitting by saying which coding means what. Each change
 * is one transaction, merges as every edit does, and is taken back with ear_take_back_do() or ear_codebook_take_back(). The store's
 * thread. */
#pragma once

#include "ear-codebook-work.h"

G_BEGIN_DECLS

/* ear-theme-work.c */
typedef enum
{
  EAR_PLACE_ANYWHERE, /* by its name, or last where others have places of their own */
  EAR_PLACE_BEFORE,
  EAR_PLACE_AFTER,
} EarPlace;

gboolean ear_theme_add (EarStore *store, const char *name, const EarId *parent, const EarId *after, EarId *theme,
                        EarCodebookBefore *before, GError **error);
gboolean ear_theme_set (EarStore *store, const EarId *theme, guint field, const char *value, EarCodebookBefore *before,
                        GError **error);
gboolean ear_theme_place (EarStore *store, const EarId *theme, const EarId *parent, EarPlace place, const EarId *sibling,
                          EarCodebookBefore *before, GError **error);

/* ear-theme-split.c */
#define EAR_THEME_MAX_PARTS 9

/* Which parts a coding means: one bit each, the first part's the lowest. */
typedef struct
{
  EarId coding;
  guint parts;
} EarThemeShare;

gboolean ear_theme_split (EarStore *store, const EarId *theme, const char *const *names, const EarThemeShare *shares,
                          guint n_shares, gboolean retire, EarCodebookBefore *before, GError **error);

G_END_DECLS
