/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever tries to work out hidden figures. Nothing of the product's way to see tables is used: an attacker thinks of how
 * many voices there may be of each kind (place, feeling, set of themes, set of groups), and of every figure that is shown
 * as a sum of those; and of how many sessions there may be of each type, which is what a session adds to: so all that is true
 * of counts is known to the attacker without being said. Known are, beside what is shown:
 *
 * - that nobody is in a row or column that is not there, and somebody in each that is, where not all are there;
 * - that a session has a voice, and there is a session where there is a voice;
 * - from one edition to a later one for each figure the way it went, and of one of voices that stayed that it did;
 * - of a step in which nothing was taken back or coded otherwise, that each voice is there still, as it was. */
#pragma once

#include "protect-world.h"

G_BEGIN_DECLS

#define N_MEASURES 2

/* What is shown, as the attacker writes it down, of voices and of sessions. */
typedef struct
{
  char *id;
  guint8 *kinds; /* one a kind: whether it counts for the cell */
  gboolean is_sum, absent, present;
  gboolean hidden[N_MEASURES];
  guint value[N_MEASURES]; /* only to judge afterwards */
  gint64 low[N_MEASURES], high[N_MEASURES];
} Sight;

typedef struct
{
  GArray *sights; /* Sight, each sum of kinds once; the same in all editions of the same tables */
  guint kinds[4]; /* of how many there are, by place, feeling, themes, groups: 1 where nothing shown depends on it */
  guint n_kinds;
} Attacker;

Attacker *attacker_new (const EarDimension (*tables)[2], guint n_tables);
void attacker_free (Attacker *attacker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attacker, attacker_free)
void attacker_see (Attacker *attacker, const EarProtect *protect, const EarTable *table);

/* @editions: of the same tables, the oldest first
 * @grown: for each step between them whether voices were only added
 * @with_sessions: whether figures of sessions are thought of, too; the people must be few
 * Returns: a text on the first figure, or change of one, that can be told more closely than "low to high"; %NULL: none. */
char *attacker_attack (Attacker *const *editions, guint n, const gboolean *grown, gboolean with_sessions, guint low, guint high);
/* All that was seen, for whoever looks into a failure. */
void attacker_tell (const Attacker *attacker);

/* By hand, for the presets: between which numbers a shown one lies. @is_sum: it is shown as the sum of others that are shown. */
void attacker_interval (const char *preset, EarShown shown, gboolean is_sum, gint64 *low, gint64 *high);

G_END_DECLS
