/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a Community Assembly down while it happens: what is on the agenda, who sits at which table, what was said to an
 * item and as what, how much support there was, what came of it and who will do what. Five laptops at five tables write at
 * once: a table has an id of its own name, counts are added and never edited, and what is said is a record of its own, so that
 * merging finds no conflict in any of it. Every change is one transaction and is taken back as those of actions are. The
 * store's thread. */
#pragma once

#include "ear-codebook-work.h"

G_BEGIN_DECLS

gboolean ear_assembly_put_item (EarStore *store, EarRecord *item, EarCodebookBefore *before, GError **error);
gboolean ear_assembly_move_item (EarStore *store, const EarId *item, guint to, EarCodebookBefore *before, GError **error);
gboolean ear_assembly_decide (EarStore *store, const EarId *item, const char *decision, const char *outcome, EarCodebookBefore *before,
                              GError **error);
gboolean ear_assembly_count_support (EarStore *store, EarRecord *support, EarCodebookBefore *before, GError **error);
gboolean ear_assembly_say (EarStore *store, const EarId *voice, const EarId *item, const char *stance, EarCodebookBefore *before,
                           GError **error);
gboolean ear_assembly_link_action (EarStore *store, const EarId *item, const EarId *action, gboolean linked, EarCodebookBefore *before,
                                   GError **error);
gboolean ear_assembly_remove (EarStore *store, EarKind kind, const EarId *id, EarCodebookBefore *before, GError **error);

/* ear-table-work.c */
gboolean ear_table_is_label (const char *label);
EarRecord *ear_table_begin (const EarId *session, const char *label);
gboolean ear_table_ensure (EarStore *store, const EarId *session, const char *label, EarId *table, EarCodebookBefore *before,
                           GError **error);
gboolean ear_table_put (EarStore *store, const EarRecord *table, const EarId *groups, guint n_groups, EarCodebookBefore *before,
                        GError **error);

G_END_DECLS
