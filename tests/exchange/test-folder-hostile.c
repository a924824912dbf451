/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exchange folder in which somebody means harm, or which changes while it is looked at: what is merged is what was looked at, and
 * whatever else lies there holds nothing up. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ear-bundle.h"
#include "ear-partner.h"
#include "folder-pair.h"

static EarFolderMerge *
merge_what_was_seen (EarStore *store, const EarFolderLook *look, gboolean apply)
{
  g_autoptr (GHashTable) seen = ear_folder_seen (look);
  EarMergeOptions options = { .seen = seen };
  g_auto (GStrv) paths = ear_folder_paths (look, EAR_FOLDER_NEW);
  g_autoptr (GError) error = NULL;
  EarFolderMerge *merge
    = ear_folder_merge (store, (const char *const *) paths, &options, apply, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return merge;
}

static guint
count_words (EarStore *store, const char *words)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM contributions WHERE text = '%s'", words);

  return world_count (store, sql);
}

/* --- Another file in its place --- */

/* Nobody signed it, and it says that it is from a, whom b trusts. */
static void
put_plain (FolderPair *world, const char *path)
{
  g_autoptr (GError) error = NULL;

  folder_pair_say (world, "forged");
  ear_bundle_export (world->a, path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
put_link (FolderPair *world, const char *path)
{
  g_autofree char *elsewhere = g_build_filename (world->root, "elsewhere.xml", NULL);

  put_plain (world, elsewhere);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (symlink (elsewhere, path), ==, 0);
}

/* Whoever opens it waits for ever. */
static void
put_pipe (FolderPair *world G_GNUC_UNUSED, const char *path)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
}

static void
put_nothing (FolderPair *world G_GNUC_UNUSED, const char *path)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* In place, and of the same length. */
static void
put_other_bytes (FolderPair *world G_GNUC_UNUSED, const char *path)
{
  int fd = g_open (path, O_WRONLY, 0);
  struct stat info;

  g_assert_cmpint (fstat (fd, &info), ==, 0);
  g_assert_cmpint (pwrite (fd, "x", 1, info.st_size / 2), ==, 1);
  close (fd);
}

typedef struct
{
  const char *name;
  void (*put) (FolderPair *world, const char *path);
} Swap;

static const Swap swaps[] = {
  { "plain", put_plain }, { "link", put_link }, { "pipe", put_pipe }, { "nothing", put_nothing }, { "other-bytes", put_other_bytes },
};

/* The other files are merged all the same, and this one once it is looked at again, as what it is. */
static void
test_swapped (gconstpointer data)
{
  const Swap *swap = data;
  g_auto (FolderPair) world = { 0 };
  g_autofree char *all = NULL, *changes = NULL, *name = NULL, *path = NULL;
  g_autoptr (EarFolderLook) look = NULL;
  g_autoptr (EarFolderMerge) previewed = NULL, merge = NULL;
  EarFolderFailure *failure;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  folder_pair_say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  folder_pair_say (&world, "said next");
  changes = folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE);
  folder_pair_replicate (&world);
  look = folder_world_look (world.b);
  g_assert_cmpuint (look->counts[EAR_FOLDER_NEW], ==, 2);
  previewed = merge_what_was_seen (world.b, look, FALSE);
  g_assert_cmpuint (previewed->failures->len, ==, 0);

  name = g_path_get_basename (changes);
  path = folder_pair_in_b (&world, name);
  swap->put (&world, path);
  merge = merge_what_was_seen (world.b, look, TRUE);
  g_assert_cmpuint (merge->failures->len, ==, 1);
  failure = merge->failures->pdata[0];
  g_assert_cmpstr (failure->path, ==, path);
  g_assert_error (failure->error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_REPLACED);
  g_assert_nonnull (strstr (failure->error->message, "Nothing was changed."));
  g_assert_cmpuint (count_words (world.b, "said first"), ==, 1);
  g_assert_cmpuint (count_words (world.b, "said next"), ==, 0);
  g_assert_cmpuint (count_words (world.b, "forged"), ==, 0);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
  g_assert_cmpuint (count_words (world.b, "forged"), ==, 0);
}

/* A person who looked at a file, wherever it lies, merges that one. */
static void
test_swapped_after_preview (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *path = NULL, *before = NULL, *after = NULL;
  const char *paths[] = { NULL, NULL };
  g_autoptr (EarMerge) looked = NULL, merge = NULL;
  g_autoptr (GHashTable) seen = NULL;
  g_autoptr (GError) error = NULL;
  EarMergeOptions options = { 0 };

  folder_pair_begin (&world, EAR_FOLDER_PLAIN);
  folder_pair_say (&world, "said first");
  paths[0] = path = g_build_filename (world.root, "from-a.xml", NULL);
  ear_bundle_export (world.a, path, NULL, NULL, NULL, NULL, &error);
  looked = ear_merge_preview (world.b, paths, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  options.seen = seen = ear_merge_seen (looked);
  before = world_digest (world.b);
  put_plain (&world, path);
  g_assert_null (ear_merge_apply (world.b, paths, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_REPLACED);
  g_clear_error (&error);
  after = world_digest (world.b);
  g_assert_cmpstr (after, ==, before);

  ear_merge_free (g_steal_pointer (&looked));
  looked = ear_merge_preview (world.b, paths, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&seen, g_hash_table_unref);
  options.seen = seen = ear_merge_seen (looked);
  merge = ear_merge_apply (world.b, paths, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  world_assert_same (world.a, world.b);
}

/* --- A file that another one makes useless --- */

/* What a lost laptop wrote comes together with the news that it was lost, before it and after it. */
static void
test_revoked_on_the_way (gconstpointer data)
{
  gboolean news_first = GPOINTER_TO_INT (data);
  g_auto (FolderPair) world = { 0 };
  g_autoptr (EarStore) lost = NULL;
  g_autofree char *theirs = NULL, *news = NULL, *theirs_in_b = NULL, *news_in_b = NULL, *more = NULL, *more_in_b = NULL;
  g_autoptr (EarFolderLook) look = NULL;
  g_autoptr (EarFolderMerge) previewed = NULL, merge = NULL;
  g_autoptr (GError) error = NULL;
  EarId device;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  lost = folder_world_store (world.root, "lost", EAR_FOLDER_FOR_DEVICES);
  folder_world_meet (world.a, lost);
  folder_world_meet (world.b, lost);
  g_assert_true (ear_store_get_device (lost, &device, NULL));
  {
    g_autoptr (EarRecord) session = ear_test_session (lost, "Somewhere");
    g_autoptr (EarRecord) voice = ear_test_voice (lost, session, "said by the lost one");
  }
  theirs = folder_world_write (lost, EAR_FOLDER_ALL_DUE);
  theirs_in_b = folder_pair_in_b (&world, "2.earshot-sealed");
  folder_world_copy (theirs, theirs_in_b, -1);
  ear_partner_revoke (world.a, &device, TRUE, &error);
  g_assert_no_error (error);
  folder_pair_say (&world, "said by a");
  news = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  news_in_b = folder_pair_in_b (&world, news_first ? "1.earshot-sealed" : "3.earshot-sealed");
  folder_world_copy (news, news_in_b, -1);
  folder_pair_say (&world, "said later");
  more = folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE);
  more_in_b = folder_pair_in_b (&world, "4.earshot-sealed");
  folder_world_copy (more, more_in_b, -1);

  look = folder_world_look (world.b);
  g_assert_cmpuint (look->counts[EAR_FOLDER_NEW], ==, 3);
  previewed = merge_what_was_seen (world.b, look, FALSE);
  merge = merge_what_was_seen (world.b, look, TRUE);
  g_assert_cmpuint (previewed->failures->len, ==, merge->failures->len);
  g_assert_cmpuint (merge->failures->len, ==, news_first);
  if (news_first)
    {
      EarFolderFailure *failure = merge->failures->pdata[0];

      g_assert_cmpstr (failure->path, ==, theirs_in_b);
      g_assert_error (failure->error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_REVOKED);
    }
  g_assert_cmpuint (count_words (world.b, "said by a"), ==, 1);
  g_assert_cmpuint (count_words (world.b, "said later"), ==, 1);
  g_assert_cmpuint (count_words (world.b, "said by the lost one"), ==, !news_first);
}

/* --- Very many files --- */

static void
test_thousand (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *all = NULL, *name = NULL, *contents = NULL;
  g_autoptr (EarFolderLook) look = NULL, again = NULL;
  gsize size;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  folder_pair_say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  g_assert_true (g_file_get_contents (all, &contents, &size, NULL));
  /* Half of them cut short, a quarter copies, the others nothing of ours. */
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *each = i % 2 == 0 ? g_strdup_printf ("%u-%s", i, name) : g_strdup_printf ("%u.earshot-sealed", i);
      g_autofree char *path = folder_pair_in_b (&world, each);

      gsize bytes = i % 2 == 0 ? 10 + i % (size - 10) : size;

      g_assert_true (g_file_set_contents (path, i % 4 == 3 ? "notes" : contents, i % 4 == 3 ? 5 : (gssize) bytes, NULL));
    }
  look = folder_world_look (world.b);
  g_assert_cmpuint (look->files->len, ==, 1000);
  g_assert_cmpuint (look->counts[EAR_FOLDER_NEW], ==, 1);
  g_assert_cmpuint (look->n_copies, ==, 249);
  g_assert_cmpuint (look->counts[EAR_FOLDER_ARRIVING], ==, 750);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 1);
  world_assert_same (world.a, world.b);
  again = folder_world_look (world.b);
  g_assert_cmpuint (again->counts[EAR_FOLDER_MERGED], ==, 1);
  g_assert_cmpuint (again->counts[EAR_FOLDER_NEW], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (swaps); i++)
    {
      g_autofree char *path = g_strdup_printf ("/folder-hostile/swapped/%s", swaps[i].name);

      g_test_add_data_func (path, &swaps[i], test_swapped);
    }
  g_test_add_func ("/folder-hostile/swapped-after-preview", test_swapped_after_preview);
  g_test_add_data_func ("/folder-hostile/revoked-on-the-way/news-first", GINT_TO_POINTER (TRUE), test_revoked_on_the_way);
  g_test_add_data_func ("/folder-hostile/revoked-on-the-way/news-last", GINT_TO_POINTER (FALSE), test_revoked_on_the_way);
  g_test_add_func ("/folder-hostile/thousand", test_thousand);
  return g_test_run ();
}
