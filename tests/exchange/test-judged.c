/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Earshot writes is what the published schema says: bundles of every sort, of random workbooks, judged by jing and
 * by xmllint, and read by Earshot. */
#include <string.h>

#include "grammar-judge.h"
#include "part-world.h"
#include "travel-world.h"

#define N_DEVICES 3

static gboolean
take_bundle (EarStore *store, const char *text, GError **error)
{
  g_auto (EarMergeResult) result = { 0 };

  return world_merge_bytes (store, text, -1, &result, error);
}

static void
judge_export (EarStore *store, const char *what, const EarExportOptions *options)
{
  judge_add (TRUE, what, travel_export (store, options));
}

/* Splits, whose parts name what they were split from, and merged themes. */
static void
split_theme (PartWorld *world, EarStore *store)
{
  const EarId *whole = part_world_any (world, EAR_KIND_THEME);
  g_autoptr (EarRecord) part = ear_record_new (EAR_KIND_THEME);
  g_autoptr (GError) error = NULL;

  ear_record_set (part, EAR_THEME_NAME, "A part & more < than > before");
  ear_record_set_id (part, EAR_THEME_SPLIT_FROM, whole);
  ear_record_set_id (part, EAR_THEME_MERGED_INTO, part_world_any (world, EAR_KIND_THEME));
  ear_store_put (store, part, &error);
  g_assert_no_error (error);
}

static void
judge_all_sorts (PartWorld *world, EarStore *store, EarStore *partner)
{
  const EarId *group = part_world_any (world, EAR_KIND_GROUP);
  const EarId *session = part_world_any (world, EAR_KIND_SESSION);
  EarId device = travel_device (partner);
  EarExportOptions for_partner = { .partner = &device };
  EarExportOptions since = { .partner = &device, .since_last = TRUE };
  EarExportOptions lists = { .lists_only = TRUE };
  EarExportOptions part = { .groups = group, .n_groups = group != NULL, .sessions = session, .n_sessions = session != NULL };

  judge_export (store, "full", NULL);
  judge_export (store, "for", &for_partner);
  judge_export (store, "since", &since);
  judge_export (store, "lists", &lists);
  judge_export (store, "part", &part);
}

static void
test_exports (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_auto (PartWorld) world = { 0 };
  EarStore *stores[N_DEVICES];

  part_world_init (&world);
  for (guint i = 0; i < N_DEVICES; i++)
    {
      g_autofree char *name = g_strdup_printf ("device-%u", i);

      stores[i] = ear_test_store (folder, name);
    }
  for (guint round = 0; round < 8; round++)
    {
      EarStore *from = stores[travel_pick (N_DEVICES)];
      EarStore *to = stores[travel_pick (N_DEVICES)];
      g_autofree char *told = NULL;

      for (guint i = 0; i < 60; i++)
        part_world_act (&world, stores[travel_pick (N_DEVICES)]);
      split_theme (&world, from);
      judge_all_sorts (&world, from, to);
      told = travel_export_for (from, to, TRUE);
      world_must_merge (to, told, NULL);
    }
  judge_all ("bundle.rnc", take_bundle);
  for (guint i = 0; i < N_DEVICES; i++)
    ear_store_close (stores[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/judged/exports", test_exports);
  return g_test_run ();
}
