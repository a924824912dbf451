/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exchange folder: what is written there and merged from it, and that files which are half, damaged, copied or somebody
 * else's do no harm, nor a folder that is gone. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder-pair.h"
#include "ear-partner.h"
#include "ear-seal-format.h"

static void
test_write_and_merge (gconstpointer data)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *all = NULL, *none = NULL, *changes = NULL, *nothing = NULL, *own = NULL, *echo = NULL;

  folder_pair_begin (&world, (EarFolderSeal) GPOINTER_TO_INT (data));
  folder_pair_say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  none = folder_world_write (world.a, EAR_FOLDER_NOTHING_DUE);
  g_assert_null (none);
  folder_pair_say (&world, "said next");
  changes = folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE);
  nothing = folder_world_write (world.a, EAR_FOLDER_NOTHING_DUE);
  g_assert_cmpstr (all, <, changes);

  own = folder_world_write (world.b, EAR_FOLDER_ALL_DUE);
  folder_pair_replicate (&world);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 2);
  world_assert_same (world.a, world.b);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
  /* What came from the folder is there for everybody already. */
  echo = folder_world_write (world.b, EAR_FOLDER_NOTHING_DUE);
}

static void
test_what_a_file_says (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *all = NULL, *changes = NULL, *text = NULL;

  folder_pair_begin (&world, EAR_FOLDER_PLAIN);
  folder_pair_say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  folder_pair_say (&world, "said next");
  changes = folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE);
  g_assert_true (g_file_get_contents (changes, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "partial=\"true\""));
  g_assert_nonnull (strstr (text, "<only kind=\"changes\"/>"));
  g_assert_nonnull (strstr (text, "from=\""));
  g_assert_nonnull (strstr (text, "said next"));
  g_assert_null (strstr (text, "said first"));
}

/* Local notes, and voices that stay here, are nothing to write about. */
static void
test_nothing_that_travels (void)
{
  g_auto (FolderPair) world = { 0 };
  EarId voice;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  voice = folder_pair_say (&world, "said first");
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  {
    g_autoptr (EarRecord) internal = ear_record_new (EAR_KIND_CONTRIBUTION);
    g_autoptr (GError) error = NULL;

    ear_record_set (internal, EAR_CONTRIBUTION_TEXT, "for us alone");
    ear_record_set (internal, EAR_CONTRIBUTION_PERMISSION, "internal");
    ear_store_put (world.a, internal, &error);
    g_assert_no_error (error);
  }
  g_free (folder_world_write (world.a, EAR_FOLDER_NOTHING_DUE));
  /* It was looked at once: merging leaves nothing more to write. */
  g_assert_false (ear_id_is_none (&voice));
}

static void
test_half_files (gconstpointer data)
{
  EarFolderSeal seal = (EarFolderSeal) GPOINTER_TO_INT (data);
  g_auto (FolderPair) world = { 0 };
  g_autofree char *all = NULL, *name = NULL, *to = NULL, *renamed = NULL, *digest = NULL;
  struct stat info;

  folder_pair_begin (&world, seal);
  folder_pair_say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  to = folder_pair_in_b (&world, name);
  renamed = folder_pair_in_b (&world, seal == EAR_FOLDER_PLAIN ? "something.xml" : "something.earshot-sealed");
  digest = world_digest (world.b);
  g_assert_cmpint (stat (all, &info), ==, 0);
  for (gssize at = 0; at < info.st_size; at += at < 20 || at > info.st_size - 20 ? 1 : 97)
    {
      g_autofree char *after = NULL;

      folder_world_copy (all, to, at);
      g_assert_cmpint (folder_pair_fate_in_b (&world, name), ==, EAR_FOLDER_ARRIVING);
      g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
      after = world_digest (world.b);
      g_assert_cmpstr (digest, ==, after);
    }
  g_unlink (to);
  /* Under another name all that is told is whether it is whole. */
  folder_world_copy (all, renamed, info.st_size - 15);
  g_assert_cmpint (folder_pair_fate_in_b (&world, strrchr (renamed, '/') + 1), ==, EAR_FOLDER_ARRIVING);
  folder_world_copy (all, renamed, -1);
  g_assert_cmpint (folder_pair_fate_in_b (&world, strrchr (renamed, '/') + 1), ==, EAR_FOLDER_NEW);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 1);
  world_assert_same (world.a, world.b);
}

/* Space that was set aside before the bytes came, and a hole in the middle. */
static void
test_holes (gconstpointer data)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *all = NULL, *name = NULL, *to = NULL, *contents = NULL;
  gsize size;

  folder_pair_begin (&world, (EarFolderSeal) GPOINTER_TO_INT (data));
  for (guint i = 0; i < 200; i++)
    folder_pair_say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  to = folder_pair_in_b (&world, name);
  g_assert_true (g_file_get_contents (all, &contents, &size, NULL));
  memset (contents + size / 2, 0, size / 4);
  g_assert_true (g_file_set_contents (to, contents, (gssize) size, NULL));
  /* A plain one may look whole until it is read. */
  if (data == GINT_TO_POINTER (EAR_FOLDER_FOR_DEVICES))
    g_assert_cmpint (folder_pair_fate_in_b (&world, name), ==, EAR_FOLDER_ARRIVING);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
  memset (contents, 0, size);
  g_assert_true (g_file_set_contents (to, contents, (gssize) size, NULL));
  g_assert_cmpint (folder_pair_fate_in_b (&world, name), ==, EAR_FOLDER_ARRIVING);
  folder_world_copy (all, to, -1);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 1);
  world_assert_same (world.a, world.b);
}

/* One bad file is told, and does not stop the others. */
static void
test_one_bad_file (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *all = NULL, *changes = NULL, *broken = NULL, *contents = NULL, *name = NULL;
  gsize size;

  folder_pair_begin (&world, EAR_FOLDER_PLAIN);
  folder_pair_say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  g_assert_true (g_file_get_contents (all, &contents, &size, NULL));
  broken = folder_pair_in_b (&world, "another.xml");
  memcpy (strstr (contents, "said"), "<<<<", 4);
  g_assert_true (g_file_set_contents (broken, contents, (gssize) size, NULL));
  folder_pair_replicate (&world);
  {
    g_autoptr (EarFolderLook) look = folder_world_look (world.b);
    g_auto (GStrv) paths = ear_folder_paths (look, EAR_FOLDER_NEW);
    g_autoptr (GError) error = NULL;
    g_autoptr (EarFolderMerge) merge
      = ear_folder_merge (world.b, (const char *const *) paths, NULL, TRUE, NULL, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (g_strv_length (paths), ==, 2);
    g_assert_cmpuint (g_strv_length (merge->paths), ==, 1);
    g_assert_cmpuint (merge->failures->len, ==, 1);
    g_assert_cmpstr (((EarFolderFailure *) merge->failures->pdata[0])->path, ==, broken);
  }
  world_assert_same (world.a, world.b);
}

static void
test_copies (void)
{
  static const char *const names[]
    = { "%s (conflicted copy 2026-11-12)", "A copy.earshot-sealed", "%s.sync-conflict-20261112-101500-ABCDEFG.earshot-sealed", "Copy of %s", "renamed" };
  g_auto (FolderPair) world = { 0 };
  g_autofree char *all = NULL, *name = NULL;
  g_autoptr (EarFolderLook) look = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  folder_pair_say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  folder_pair_replicate (&world);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (GStrv) parts = g_strsplit (names[i], "%s", 2);
      g_autofree char *copy = g_strjoinv (name, parts);
      g_autofree char *to = folder_pair_in_b (&world, copy);

      folder_world_copy (all, to, -1);
    }
  look = folder_world_look (world.b);
  g_assert_cmpuint (look->counts[EAR_FOLDER_NEW], ==, 1);
  g_assert_cmpuint (look->n_copies, ==, G_N_ELEMENTS (names));
  /* One that is called by any name tells nobody who can read it. */
  g_assert_true (folder_world_file (look, "A copy.earshot-sealed")->copy);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 1);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
  world_assert_same (world.a, world.b);
  /* Merged under one name, it is merged under every. */
  {
    g_auto (GStrv) there = folder_world_names (world.b_place);
    g_autofree char *again = folder_pair_in_b (&world, "again.earshot-sealed");

    for (guint i = 0; there[i] != NULL; i++)
      {
        g_autofree char *path = folder_pair_in_b (&world, there[i]);

        g_unlink (path);
      }
    folder_world_copy (all, again, -1);
    g_assert_cmpint (folder_pair_fate_in_b (&world, "again.earshot-sealed"), ==, EAR_FOLDER_MERGED);
  }
}

/* What comes back to its writer under another name is still its writer's. */
static void
test_own_under_other_names (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *all = NULL, *copy = NULL;
  g_autoptr (EarFolderLook) look = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  folder_pair_say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  copy = g_build_filename (world.a_place, "Copy (conflicted).earshot-sealed", NULL);
  g_assert_cmpint (g_rename (all, copy), ==, 0);
  look = folder_world_look (world.a);
  g_assert_cmpuint (look->counts[EAR_FOLDER_OWN], ==, 1);
  g_assert_cmpint (look->due, ==, EAR_FOLDER_NOTHING_DUE);
}

static void
test_foreign_files (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *note = NULL, *link = NULL, *fifo = NULL, *folder = NULL, *inside = NULL, *all = NULL, *hidden = NULL;
  g_autofree char *empty = NULL, *list = NULL;
  g_autoptr (EarFolderLook) look = NULL;
  g_autofree char *digest = NULL, *after = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  folder_pair_say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  digest = world_digest (world.b);
  note = folder_pair_in_b (&world, "minutes.txt");
  empty = folder_pair_in_b (&world, "nothing.odt");
  list = folder_pair_in_b (&world, "places.xml");
  link = folder_pair_in_b (&world, "link.earshot-sealed");
  fifo = folder_pair_in_b (&world, "pipe.earshot-sealed");
  folder = folder_pair_in_b (&world, "folder.earshot-sealed");
  hidden = folder_pair_in_b (&world, ".syncthing.some.earshot-sealed.tmp");
  inside = g_build_filename (folder, "inside.earshot-sealed", NULL);
  g_assert_true (g_file_set_contents (note, "Dear all", -1, NULL));
  g_assert_true (g_file_set_contents (empty, "", -1, NULL));
  g_assert_true (g_file_set_contents (list, "<?xml version=\"1.0\"?><places xmlns=\"urn:earshot:reference:1\"/>", -1, NULL));
  g_assert_cmpint (symlink (all, link), ==, 0);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  folder_world_copy (all, inside, -1);
  folder_world_copy (all, hidden, 100);
  look = folder_world_look (world.b);
  g_assert_cmpuint (look->files->len, ==, 3);
  g_assert_cmpuint (look->counts[EAR_FOLDER_FOREIGN], ==, 3);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
  after = world_digest (world.b);
  g_assert_cmpstr (digest, ==, after);
  g_free (folder_world_write (world.b, EAR_FOLDER_ALL_DUE));
  g_assert_true (g_file_test (note, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (hidden, G_FILE_TEST_EXISTS));
}

static void
must_not_write (EarStore *store, const char *says)
{
  g_auto (EarFolderWritten) written = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (ear_folder_write (store, &written, NULL, NULL, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_null (written.name);
}

static void
test_folder_gone (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autoptr (EarFolderLook) look = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  g_assert_cmpint (g_rmdir (world.a_place), ==, 0);
  look = folder_world_look (world.a);
  g_assert_false (look->is_there);
  g_assert_cmpint (look->due, ==, EAR_FOLDER_NOTHING_DUE);
  must_not_write (world.a, "is not there");
  g_assert_false (ear_folder_set (world.a, world.a_place, EAR_FOLDER_FOR_DEVICES, NULL, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_READABLE);
  g_clear_error (&error);
  file = ear_test_path (world.root, "a");
  g_assert_false (ear_folder_set (world.a, file, EAR_FOLDER_FOR_DEVICES, NULL, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_READABLE);
  g_clear_error (&error);
  g_assert_false (ear_folder_set (world.a, world.b_place, EAR_FOLDER_FOR_PASSPHRASE, "", &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_PASSPHRASE);
  g_clear_error (&error);
  ear_folder_unset (world.a, &error);
  g_assert_no_error (error);
  must_not_write (world.a, "No exchange folder");
  g_clear_pointer (&look, ear_folder_look_free);
  look = folder_world_look (world.a);
  g_assert_null (look->settings->path);
}

static void
test_not_writable (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autoptr (EarFolderLook) look = NULL;
  uid_t user = geteuid ();

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  g_assert_cmpint (chmod (world.root, 0711), ==, 0);
  g_assert_cmpint (chmod (world.a_place, 0555), ==, 0);
  /* The superuser may write everywhere. */
  if (user == 0 && seteuid (65534) != 0)
    {
      g_test_skip ("the superuser may write everywhere, and cannot be anybody else here");
      return;
    }
  look = folder_world_look (world.a);
  g_assert_true (look->is_there);
  g_assert_false (look->can_write);
  must_not_write (world.a, "may not write");
  g_assert_cmpint (seteuid (user), ==, 0);
  g_assert_cmpint (chmod (world.a_place, 0700), ==, 0);
}

static void
test_nobody_to_read_it (void)
{
  g_auto (EarTestFolder) root = ear_test_folder_new ();
  g_autoptr (EarStore) alone = folder_world_store (root, "alone", EAR_FOLDER_FOR_DEVICES);
  g_autofree char *place = folder_world_place (root, "alone");
  g_auto (GStrv) names = NULL;

  must_not_write (alone, "exchange card");
  names = folder_world_names (place);
  g_assert_cmpuint (g_strv_length (names), ==, 0);
}

static void
test_leftovers (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *all = NULL, *name = NULL, *part = NULL, *deeper = NULL, *theirs = NULL;
  g_auto (GStrv) parts = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  parts = g_strsplit (name, "-", 3);
  part = g_strdup_printf ("%s/.earshot-%s.part", world.a_place, parts[1]);
  deeper = g_strdup_printf ("%s/..earshot-%s.part.AbC123", world.a_place, parts[1]);
  theirs = g_strdup_printf ("%s/.earshot-0123456789ab.part", world.a_place);
  g_assert_true (g_file_set_contents (part, "half", -1, NULL));
  g_assert_true (g_file_set_contents (deeper, "half", -1, NULL));
  g_assert_true (g_file_set_contents (theirs, "half", -1, NULL));
  g_free (folder_world_write (world.a, EAR_FOLDER_NOTHING_DUE));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (deeper, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (theirs, G_FILE_TEST_EXISTS));
}

/* An earlier look spares reading what did not change, and never hides what did. */
static void
test_second_look (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *all = NULL, *name = NULL, *to = NULL;
  g_autoptr (EarFolderLook) first = NULL;
  g_autoptr (EarFolderLook) second = NULL;
  g_autoptr (EarFolderLook) third = NULL;
  g_autoptr (GError) error = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  folder_pair_say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  to = folder_pair_in_b (&world, name);
  folder_world_copy (all, to, 100);
  first = ear_folder_look (world.b, NULL, NULL, &error);
  g_assert_cmpint (folder_world_file (first, name)->fate, ==, EAR_FOLDER_ARRIVING);
  folder_world_copy (all, to, -1);
  second = ear_folder_look (world.b, first, NULL, &error);
  g_assert_cmpint (folder_world_file (second, name)->fate, ==, EAR_FOLDER_NEW);
  folder_world_merge (world.b);
  third = ear_folder_look (world.b, second, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (folder_world_file (third, name)->fate, ==, EAR_FOLDER_MERGED);
}

static char *
read_text (const char *path)
{
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
put (const char *path, const char *text, gssize size)
{
  g_assert_true (g_file_set_contents (path, text, size, NULL));
}

/* A card is shown, with its words, and accepted by nobody but a person. */
static void
test_cards (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autoptr (EarStore) c = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *c_place = NULL, *from = NULL, *name = NULL, *to = NULL, *again = NULL, *own = NULL, *known = NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (EarFolderLook) look = NULL, second = NULL, third = NULL;
  g_autoptr (EarCard) card = NULL;
  const EarFolderFile *file;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  c = folder_world_store (world.root, "c", EAR_FOLDER_FOR_DEVICES);
  c_place = folder_world_place (world.root, "c");
  from = ear_folder_write_card (c, &error);
  g_assert_no_error (error);
  name = g_path_get_basename (from);
  to = folder_pair_in_b (&world, name);
  again = folder_pair_in_b (&world, "again (conflicted copy).xml");
  folder_world_copy (from, to, -1);
  folder_world_copy (from, again, -1);
  own = ear_folder_write_card (world.b, &error);
  g_assert_no_error (error);
  before = world_digest (world.b);

  look = folder_world_look (world.b);
  g_assert_cmpuint (look->files->len, ==, 3);
  g_assert_cmpuint (look->counts[EAR_FOLDER_CARD], ==, 1);
  g_assert_cmpuint (look->counts[EAR_FOLDER_CARD_KNOWN], ==, 1);
  g_assert_cmpuint (look->n_copies, ==, 1);
  g_assert_true (look->has_card);
  file = folder_world_file (look, name);
  card = ear_card_read (from, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file->card->words, ==, card->words);
  g_assert_true (ear_id_equal (&file->device, &card->device));
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
  after = world_digest (world.b);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (folder_pair_fate_in_b (&world, name), ==, EAR_FOLDER_CARD);

  ear_card_accept (world.b, card, FALSE, &error);
  g_assert_no_error (error);
  /* What was found out of the file before is still true; what is known of its device is not. */
  second = ear_folder_look (world.b, look, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (folder_world_file (second, name)->fate, ==, EAR_FOLDER_CARD_KNOWN);
  ear_partner_revoke (world.b, &card->device, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (folder_pair_fate_in_b (&world, name), ==, EAR_FOLDER_REFUSED);
  /* Writing takes nothing of it away. */
  g_free (folder_world_write (world.b, EAR_FOLDER_ALL_DUE));
  g_assert_true (g_file_test (to, G_FILE_TEST_EXISTS) && g_file_test (own, G_FILE_TEST_EXISTS));
}

/* Whatever lies there under a card's name, or says that it is one, is arriving, refused or nothing, and nothing comes of it. */
static void
test_bad_cards (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autoptr (EarStore) c = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *from = NULL, *text = NULL, *half = NULL, *forged = NULL, *foreign = NULL, *huge = NULL, *empty = NULL;
  g_autofree char *before = NULL, *after = NULL, *filler = g_strnfill (100000, ' '), *newer = NULL, *link = NULL;
  g_auto (GStrv) parts = NULL, later = NULL;
  g_autofree char *changed = NULL, *future = NULL, *big = NULL;
  g_autoptr (EarFolderLook) look = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  c = folder_world_store (world.root, "c", EAR_FOLDER_FOR_DEVICES);
  from = ear_folder_write_card (c, &error);
  g_assert_no_error (error);
  text = read_text (from);
  before = world_digest (world.b);

  half = folder_pair_in_b (&world, "half.earshot-card.xml");
  for (gsize n = 0; n < strlen (text) - 8; n += 37)
    {
      put (half, text, (gssize) n);
      g_assert_cmpint (folder_pair_fate_in_b (&world, "half.earshot-card.xml"), ==, EAR_FOLDER_ARRIVING);
    }
  parts = g_strsplit (text, "<name>", 2);
  changed = g_strjoinv ("<name>Not ", parts);
  forged = folder_pair_in_b (&world, "forged.xml");
  put (forged, changed, -1);
  g_assert_cmpint (folder_pair_fate_in_b (&world, "forged.xml"), ==, EAR_FOLDER_REFUSED);
  later = g_strsplit (text, "urn:earshot:card:1", 2);
  future = g_strjoinv ("urn:earshot:card:9", later);
  newer = folder_pair_in_b (&world, "newer.xml");
  put (newer, future, -1);
  g_assert_cmpint (folder_pair_fate_in_b (&world, "newer.xml"), ==, EAR_FOLDER_REFUSED);
  foreign = folder_pair_in_b (&world, "list.earshot-card.xml");
  put (foreign, "<list/>", -1);
  g_assert_cmpint (folder_pair_fate_in_b (&world, "list.earshot-card.xml"), ==, EAR_FOLDER_ARRIVING);
  empty = folder_pair_in_b (&world, "none.earshot-card.xml");
  put (empty, "", 0);
  g_assert_cmpint (folder_pair_fate_in_b (&world, "none.earshot-card.xml"), ==, EAR_FOLDER_ARRIVING);
  big = g_strconcat (text, filler, NULL);
  huge = folder_pair_in_b (&world, "huge.earshot-card.xml");
  put (huge, big, -1);
  g_assert_cmpint (folder_pair_fate_in_b (&world, "huge.earshot-card.xml"), ==, EAR_FOLDER_FOREIGN);
  link = folder_pair_in_b (&world, "link.earshot-card.xml");
  g_assert_cmpint (symlink (from, link), ==, 0);

  look = folder_world_look (world.b);
  g_assert_cmpuint (look->counts[EAR_FOLDER_CARD], ==, 0);
  g_assert_null (folder_world_file (look, "link.earshot-card.xml"));
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
  after = world_digest (world.b);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ear_seal_set_test_effort (1, 8);
  g_test_add_data_func ("/folder/write-and-merge/devices", GINT_TO_POINTER (EAR_FOLDER_FOR_DEVICES), test_write_and_merge);
  g_test_add_data_func ("/folder/write-and-merge/passphrase", GINT_TO_POINTER (EAR_FOLDER_FOR_PASSPHRASE),
                        test_write_and_merge);
  g_test_add_data_func ("/folder/write-and-merge/plain", GINT_TO_POINTER (EAR_FOLDER_PLAIN), test_write_and_merge);
  g_test_add_func ("/folder/what-a-file-says", test_what_a_file_says);
  g_test_add_func ("/folder/nothing-that-travels", test_nothing_that_travels);
  g_test_add_data_func ("/folder/half-files/sealed", GINT_TO_POINTER (EAR_FOLDER_FOR_DEVICES), test_half_files);
  g_test_add_data_func ("/folder/half-files/plain", GINT_TO_POINTER (EAR_FOLDER_PLAIN), test_half_files);
  g_test_add_data_func ("/folder/holes/sealed", GINT_TO_POINTER (EAR_FOLDER_FOR_DEVICES), test_holes);
  g_test_add_data_func ("/folder/holes/plain", GINT_TO_POINTER (EAR_FOLDER_PLAIN), test_holes);
  g_test_add_func ("/folder/one-bad-file", test_one_bad_file);
  g_test_add_func ("/folder/copies", test_copies);
  g_test_add_func ("/folder/own-under-other-names", test_own_under_other_names);
  g_test_add_func ("/folder/foreign-files", test_foreign_files);
  g_test_add_func ("/folder/cards", test_cards);
  g_test_add_func ("/folder/bad-cards", test_bad_cards);
  g_test_add_func ("/folder/folder-gone", test_folder_gone);
  g_test_add_func ("/folder/not-writable", test_not_writable);
  g_test_add_func ("/folder/nobody-to-read-it", test_nobody_to_read_it);
  g_test_add_func ("/folder/leftovers", test_leftovers);
  g_test_add_func ("/folder/second-look", test_second_look);
  return g_test_run ();
}
