/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing what was done about what people said: actions, how far each came and who said so, what they answer, and how each
 * group was told; and the log of what was done together with people. Every change is one transaction, merges as every edit
 * does, and is taken back with ear_codebook_take_back(). The store's thread. */
#pragma once

#include "ear-codebook-work.h"

G_BEGIN_DECLS

/* What an action answers: a voice, a theme, a priority, a group, or an item of an Assembly's agenda. */
typedef struct
{
  EarKind kind;
  EarId id;
} EarActionEnd;

gboolean ear_action_put (EarStore *store, EarRecord *record, EarCodebookBefore *before, GError **error);
gboolean ear_action_answer (EarStore *store, EarRecord *action, EarRecord *step, const EarActionEnd *ends, guint n_ends,
                            EarCodebookBefore *before, GError **error);
gboolean ear_action_link (EarStore *store, const EarId *action, const EarActionEnd *end, gboolean linked, EarCodebookBefore *before,
                          GError **error);
gboolean ear_action_tell (EarStore *store, const EarId *actions, guint n_actions, const EarId *group, const char *day,
                          const char *how, EarCodebookBefore *before, GError **error);
gboolean ear_action_remove (EarStore *store, EarKind kind, const EarId *id, EarCodebookBefore *before, GError **error);

gboolean ear_coproduction_set_group (EarStore *store, const EarId *coproduction, const EarId *group, gboolean present, gint64 people,
                                     EarCodebookBefore *before, GError **error);

G_END_DECLS
