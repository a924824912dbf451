/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random workbooks whose voices have every kind of permission, group and link. Each word that is typed is typed once, so
 * that finding it in a bundle says where it came from. */
#pragma once

#include "exchange-world.h"

G_BEGIN_DECLS

#define TRAVEL_LOCAL_WORD "staysx" /* in every field that never leaves */

typedef struct
{
  GPtrArray *ids[EAR_N_KINDS]; /* EarId *, made by anybody */
  GHashTable *words;           /* typed in a voice or a coding's memo → EarId * of the voice */
  guint n_words;
} TravelWorld;

void travel_world_init (TravelWorld *world);
void travel_world_clear (TravelWorld *world);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TravelWorld, travel_world_clear)

guint travel_pick (guint below);
const EarId *travel_any (TravelWorld *world, EarKind kind); /* or NULL */
void travel_act (TravelWorld *world, EarStore *store);      /* one random thing that somebody does */

/* An export as text. */
char *travel_export (EarStore *store, const EarExportOptions *options);
char *travel_export_for (EarStore *store, EarStore *partner, gboolean since_last);
EarId travel_device (EarStore *store);
void travel_assert_mentioned (const char *bundle, const EarId *id, gboolean is_mentioned);
guint travel_occurrences (const char *text, const char *word);
char *travel_attribute (const char *bundle, const char *name); /* of the bundle's own element; or NULL */

G_END_DECLS
