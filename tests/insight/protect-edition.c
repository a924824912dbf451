/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protect-edition.h"

const ProtectRange protect_ranges[N_RANGES] = { { "friends-and-family", 1, 4 }, { "nhs", 1, 7 }, { "midpoint-6", 1, 6 }, { "research", 0, 7 } };

const EarDimension protect_sets[N_SETS][3][2] = {
  { { EAR_DIMENSION_PLACE, EAR_DIMENSION_NONE }, { EAR_DIMENSION_FEELING, EAR_DIMENSION_NONE }, { EAR_DIMENSION_PLACE, EAR_DIMENSION_FEELING } },
  { { EAR_DIMENSION_GROUP, EAR_DIMENSION_THEME }, { EAR_DIMENSION_THEME, EAR_DIMENSION_NONE }, { EAR_DIMENSION_NONE } },
  { { EAR_DIMENSION_THEME, EAR_DIMENSION_FEELING }, { EAR_DIMENSION_FEELING, EAR_DIMENSION_NONE }, { EAR_DIMENSION_NONE } },
  { { EAR_DIMENSION_THEME, EAR_DIMENSION_FEELING }, { EAR_DIMENSION_GROUP, EAR_DIMENSION_FEELING }, { EAR_DIMENSION_NONE } },
  { { EAR_DIMENSION_PLACE, EAR_DIMENSION_THEME }, { EAR_DIMENSION_GROUP, EAR_DIMENSION_THEME }, { EAR_DIMENSION_PLACE, EAR_DIMENSION_FEELING } },
};

guint
protect_choose_set (guint n)
{
  return n % 48 == 47 ? 4 : n % 12 == 11 ? 3 : n % 3;
}

EarPreset
protect_preset (const char *name)
{
  EarPreset preset;
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_preset_parse (name, &preset, &error));
  g_assert_no_error (error);
  return preset;
}

guint
protect_times (guint n)
{
  const char *times = g_getenv ("EARSHOT_TEST_ATTACKS");

  return times == NULL ? n : n * (guint) g_ascii_strtoull (times, NULL, 10);
}

gboolean
protect_try (EarProtect *protect, guint *by_difference)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAudit) audit = NULL;

  g_assert_true (ear_protect_run (protect, NULL, &error));
  g_assert_no_error (error);
  audit = ear_protect_audit (protect, NULL, &error);
  if (audit->exposed->len > 0)
    g_test_message ("exposed: %s", (char *) g_ptr_array_index (audit->exposed, 0));
  *by_difference += audit->by_difference;
  return audit->exposed->len == 0;
}

void
protect_run (EarProtect *protect)
{
  guint by_difference = 0;

  g_assert_true (protect_try (protect, &by_difference));
}

void
edition_init (Edition *edition, const People *people, const EarPreset *preset, const EarDimension set[3][2])
{
  memset (edition, 0, sizeof *edition);
  edition->protect = ear_protect_new (preset);
  edition->attacker = attacker_new (set, 3);
  for (guint t = 0; t < 3 && set[t][0] != EAR_DIMENSION_NONE; t++)
    {
      edition->tables[t] = people_count (people, set[t][0], set[t][1], preset->hide_zero);
      ear_protect_add_table (edition->protect, edition->tables[t], EAR_PERIOD_YEAR, NULL, EAR_PROTECT_ALL_COLUMNS);
    }
}

void
edition_see (Edition *edition)
{
  for (guint t = 0; t < 3 && edition->tables[t] != NULL; t++)
    attacker_see (edition->attacker, edition->protect, edition->tables[t]);
}

void
edition_clear (Edition *edition)
{
  for (guint t = 0; t < 3; t++)
    ear_table_free (edition->tables[t]);
  ear_protect_free (edition->protect);
  attacker_free (edition->attacker);
}
