/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages of actions say about them, and the trees that are chosen from. */
#pragma once

#include "ear-action-list.h"
#include "ear-coproduction-list.h"

G_BEGIN_DECLS

char *ear_action_words_day (const char *day);
char *ear_action_words_facts (const EarActionRow *row);
char *ear_action_words_line (const EarActionRow *row);
char *ear_action_words_step (const EarActionStep *step);
char *ear_action_words_voice (const EarTrailVoice *voice);
char *ear_action_words_voices (guint all, guint listed);
char *ear_action_words_withdrawn (guint n);
char *ear_action_words_together (const EarCoproductionRow *row);

/* An EarWorkbookFunc; @kind is an EarKind as GINT_TO_POINTER(). (element-type EarTreeRow) */
gpointer ear_action_words_load_tree (EarStore *store, gpointer kind, GCancellable *cancellable, GError **error);

G_END_DECLS
