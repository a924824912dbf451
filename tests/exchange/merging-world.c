/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merging-world.h"

#include <string.h>

void
merging_world_clear (MergingWorld *world)
{
  ear_store_close (world->a);
  ear_store_close (world->b);
  ear_store_close (world->c);
  ear_test_folder_remove (world->folder);
}

MergingWorld
merging_world_new (void)
{
  MergingWorld world = { .folder = ear_test_folder_new () };

  world.a = ear_test_store (world.folder, "a");
  world.b = ear_test_store (world.folder, "b");
  world.c = ear_test_store (world.folder, "c");
  return world;
}

EarId
merging_device_of (EarStore *store)
{
  EarId id;

  g_assert_true (ear_store_get_device (store, &id, NULL));
  return id;
}

char *
merging_write_file (MergingWorld *world, const char *name, const char *bytes)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (world->folder, name, NULL);

  g_file_set_contents (path, bytes, -1, &error);
  g_assert_no_error (error);
  return path;
}

char *
merging_write_bundle (MergingWorld *world, EarStore *from, const char *name)
{
  g_autofree char *bundle = world_export (from);

  return merging_write_file (world, name, bundle);
}

EarMerge *
merging_preview (EarStore *store, const char *path, const EarMergeOptions *options)
{
  const char *paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  EarMerge *merge = ear_merge_preview (store, paths, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return merge;
}

EarMerge *
merging_apply (EarStore *store, const char *path, const EarMergeOptions *options)
{
  const char *paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  EarMerge *merge = ear_merge_apply (store, paths, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return merge;
}

const EarMergeOptions merging_accept_all = { .accept_all = TRUE };
const EarMergeOptions merging_allow_all = { .accept_all = TRUE, .allow_removals = TRUE };

EarMerge *
merging_take (MergingWorld *world, EarStore *into, EarStore *from)
{
  g_autofree char *path = merging_write_bundle (world, from, "in.xml");

  return merging_apply (into, path, &merging_allow_all);
}

void
merging_undo (EarStore *store, gint64 merge, EarMergeUndone *undone)
{
  g_autoptr (GError) error = NULL;

  ear_merge_undo (store, merge, undone, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
merging_assert_same (const EarMergeFile *one, const EarMergeFile *other)
{
  g_assert_cmpmem (one->result.counts, sizeof one->result.counts, other->result.counts, sizeof other->result.counts);
  g_assert_cmpuint (one->result.n_conflicts, ==, other->result.n_conflicts);
  g_assert_cmpuint (one->result.n_records, ==, other->result.n_records);
  g_assert_cmpint (one->sender, ==, other->sender);
  g_assert_cmpstr (one->organisation, ==, other->organisation);
  g_assert_cmpuint (one->n_quarantined, ==, other->n_quarantined);
  g_assert_cmpuint (one->n_removals, ==, other->n_removals);
  g_assert_cmpuint (one->known, ==, other->known);
  g_assert_cmpuint (one->changes->len, ==, other->changes->len);
  for (guint i = 0; i < one->changes->len; i++)
    {
      const EarMergeChange *a = one->changes->pdata[i];
      const EarMergeChange *b = other->changes->pdata[i];

      g_assert_true (a->kind == b->kind && ear_id_equal (&a->id, &b->id) && a->outcome == b->outcome && a->fate == b->fate);
      g_assert_true (a->conflict == b->conflict && a->removes_others == b->removes_others);
      g_assert_true (ear_id_equal (&a->author, &b->author));
      if (a->outcome != EAR_OUTCOME_ERASED)
        g_assert_cmpstr (a->label, ==, b->label);
    }
  g_assert_cmpuint (one->authors->len, ==, other->authors->len);
  for (guint i = 0; i < one->authors->len; i++)
    {
      const EarMergeAuthor *a = one->authors->pdata[i];
      const EarMergeAuthor *b = other->authors->pdata[i];

      g_assert_true (ear_id_equal (&a->author, &b->author));
      g_assert_cmpstr (a->name, ==, b->name);
      g_assert_cmpmem (a->counts, sizeof a->counts, b->counts, sizeof b->counts);
    }
}

guint
merging_local_facts (EarStore *store)
{
  return world_count (store, "SELECT (SELECT count (*) FROM history) + 1000 * (SELECT count (*) FROM field_versions) "
                             "+ 1000000 * (SELECT count (*) FROM quarantine)");
}

void
merging_must_refuse (EarStore *store, const char *const *paths, const EarMergeOptions *options, GCancellable *cancellable,
             GQuark domain, int code)
{
  g_autofree char *before = world_digest (store);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  guint facts = merging_local_facts (store);

  g_assert_null (ear_merge_apply (store, paths, options, NULL, NULL, cancellable, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, "Nothing was changed."));
  after = world_digest (store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (merging_local_facts (store), ==, facts);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM merges"), ==, 0);
}
