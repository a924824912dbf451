/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few people and what they said, counted without the product: for those who try to work out hidden figures. */
#pragma once

#include "ear-protect.h"

G_BEGIN_DECLS

#define N_PLACES 5   /* one, two inside it, another; none */
#define N_FEELINGS 3 /* two; none */
#define N_THEMES 3   /* one, one below it, another */
#define N_GROUPS 2
#define N_HEADINGS 15

typedef struct
{
  guint place, feeling, themes, groups, session; /* themes and groups: one bit each */
} Voice;

typedef gboolean (*ProtectStands) (const Voice *voice);

typedef struct
{
  EarDimension dimension;
  const char *key;
  guint depth;
  ProtectStands stands;
} ProtectHeading;

extern const ProtectHeading protect_headings[N_HEADINGS];

typedef struct
{
  GArray *voices; /* Voice */
  guint n_sessions;
  gboolean few;
} People;

/* @few: of few kinds, for attacks that think of sessions, too. */
People *people_new_random (guint n, guint n_sessions, gboolean few);
void people_add (People *people, guint n);
void people_remove (People *people, guint n);
void people_recode (People *people, guint n);
void people_free (People *people);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (People, people_free)
/* @with_empty: with the headings that nobody has. */
EarTable *people_count (const People *people, EarDimension rows, EarDimension columns, gboolean with_empty);

G_END_DECLS
