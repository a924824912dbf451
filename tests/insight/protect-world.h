/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever tries to work out hidden figures. Nothing of the product's way to see tables is used: an attacker thinks of how
 * many voices there may be of each kind (place, feeling, set of themes, set of groups), and of every figure that is shown
 * as a sum of those. So all that is true of counts is known to the attacker without being said. */
#pragma once

#include "ear-protect.h"

G_BEGIN_DECLS

#define N_PLACES 5   /* one, two inside it, another; none */
#define N_FEELINGS 3 /* two; none */
#define N_THEMES 3   /* one, one below it, another */
#define N_GROUPS 2

typedef struct
{
  guint place, feeling, themes, groups, session; /* themes and groups: one bit each */
} Voice;

typedef struct
{
  GArray *voices; /* Voice */
} People;

People *people_new_random (guint n, guint n_sessions);
void people_free (People *people);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (People, people_free)
/* @with_empty: with the headings that nobody has. */
EarTable *people_count (const People *people, EarDimension rows, EarDimension columns, gboolean with_empty);

/* What is shown, as the attacker writes it down: which kinds count for a cell, and between which numbers it lies. */
typedef struct
{
  char *id;
  guint8 *kinds; /* one a kind */
  gboolean hidden, guarded;
  guint value;   /* only to judge afterwards */
  gint64 low, high;
} Sight;

typedef struct
{
  GArray *sights; /* Sight, each sum of kinds once */
  guint kinds[4]; /* of how many there are, by place, feeling, themes, groups: 1 where nothing shown depends on it */
  guint n_kinds;
} Attacker;

Attacker *attacker_new (const EarDimension (*tables)[2], guint n_tables);
void attacker_free (Attacker *attacker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attacker, attacker_free)
void attacker_see (Attacker *attacker, const EarProtect *protect, const EarTable *table);
/* What is known of the hidden ones: a text on the first that can be told more closely than "low to high"; %NULL: none. */
char *attacker_attack (Attacker *attacker, guint low, guint high);
/* With an earlier edition's: each voice of that is still there, others were added, and where nobody was asked since is known. */
char *attacker_attack_two (Attacker *earlier, Attacker *later, guint low, guint high);

/* By hand, for the presets: between which numbers a shown one lies. @is_sum: it is shown as the sum of others that are shown. */
void attacker_interval (const char *preset, EarShown shown, gboolean is_sum, gint64 *low, gint64 *high);

G_END_DECLS
