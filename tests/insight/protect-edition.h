/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is published of a few people, and what an attacker sees of it: for the tests of one edition and of several. */
#pragma once

#include "protect-attack.h"

G_BEGIN_DECLS

#define N_RANGES 4
#define N_SETS 5

/* Presets, and what they hide. */
typedef struct
{
  const char *preset;
  guint low, high;
} ProtectRange;

extern const ProtectRange protect_ranges[N_RANGES];
/* Tables that share cells. The last ones have so many kinds of voices that their turn comes more rarely. */
extern const EarDimension protect_sets[N_SETS][3][2];

EarPreset protect_preset (const char *name);
/* Attacks are many, and many more where somebody asks for so many times as many. */
guint protect_times (guint n);
/* Nothing is exposed by the product's own audit, or the test ends. */
void protect_run (EarProtect *protect);
/* Returns: whether nothing is exposed, so that it may be published. */
gboolean protect_try (EarProtect *protect, guint *by_difference);
guint protect_choose_set (guint n);

typedef struct
{
  EarTable *tables[3];
  EarProtect *protect;
  Attacker *attacker;
} Edition;

void edition_init (Edition *edition, const People *people, const EarPreset *preset, const EarDimension set[3][2]);
void edition_see (Edition *edition);
void edition_clear (Edition *edition);

G_END_DECLS
