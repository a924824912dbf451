/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A random workbook, and the counting rules of ear-insight.h once more: as plain loops over the records themselves,
 * with no SQL, to be the judge of the figures that the database gives. */
#pragma once

#include "ear-insight.h"
#include "ear-test.h"

G_BEGIN_DECLS

/* What ear_store_foreach gives, held in memory. */
typedef struct
{
  EarTestFolder folder;
  EarStore *store;
  GPtrArray *records[EAR_N_KINDS]; /* EarRecord */
  GHashTable *by_id[EAR_N_KINDS];  /* EarId → EarRecord */
  GHashTable *remembered;          /* headings worked out already */
  GHashTable *themes_above;        /* (nullable) EarId → EarId, once worked out */
} World;

World *world_new_random (void);
World *world_new_empty (void);
void world_reload (World *world);
void world_free (World *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* Takes the record over. */
EarId world_put (World *world, EarRecord *record);

/* Reading the records. */
const EarRecord *world_get (World *world, EarKind kind, const EarId *id);
gboolean world_is_live (World *world, EarKind kind, const EarId *id);
gboolean world_is_voice (World *world, const EarRecord *contribution);
/* The theme that codings with this one count for; FALSE where they count for none. */
gboolean world_stands_for (World *world, const EarId *theme, EarId *now);
/* What the node stands below, live or not. */
gboolean world_above (World *world, EarKind kind, const EarId *id, EarId *above);
/* All of the kind that are the node or above it, live ones only: a set of EarId. */
void world_add_with_above (World *world, EarKind kind, const EarId *id, GHashTable *set);
GHashTable *world_id_set (void);
/* Direct themes and groups; merged themes resolved. */
GHashTable *world_themes_of (World *world, const EarRecord *contribution);
GHashTable *world_groups_of (World *world, const EarRecord *contribution);
gboolean world_place_of (World *world, const EarRecord *contribution, EarId *place);
const char *world_happened (World *world, const EarRecord *contribution);
const char *world_permission (World *world, const EarRecord *contribution);
/* Items a voice is evidence for: of one strategy or, with NULL, of all live ones, and then the strategies too. */
GHashTable *world_items_of (World *world, const EarRecord *contribution, const EarId *strategy);
/* The headings of a voice in a dimension: a set of texts, ids as text; empty where it has none. (transfer none) */
GHashTable *world_headings_of (World *world, const EarRecord *contribution, EarDimension dimension, EarPeriod period,
                               const EarId *strategy);

/* Naive counts; a heading "" stands for the voices without one, NULL for all voices. */
EarCount world_count (World *world, const EarSummaryRequest *request, const char *row, const char *column);

G_END_DECLS
