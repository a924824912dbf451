/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain of files that a workbook keeps in the exchange folder: when it begins anew, what it must hold no longer, who can
 * read it, and from whom what is read is taken. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder-pair.h"
#include "ear-partner.h"
#include "ear-seal-format.h"

/* The chain begins anew after so many changes, and takes the place of what was before; of nothing of b's. */
static void
test_superseding (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *theirs = NULL, *copied = NULL, *first = NULL, *name = NULL;
  guint64 before;
  guint n = 0;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  theirs = folder_world_write (world.b, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (theirs);
  copied = g_build_filename (world.a_place, name, NULL);
  folder_world_copy (theirs, copied, -1);
  before = ear_test_file_hash (copied);
  first = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  for (EarFolderDue wrote = EAR_FOLDER_CHANGES_DUE; wrote == EAR_FOLDER_CHANGES_DUE; n++)
    {
      g_auto (EarFolderWritten) written = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (n, <=, EAR_FOLDER_MAX_CHANGES);
      folder_pair_say (&world, "said once more");
      ear_folder_write (world.a, &written, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      wrote = written.wrote;
      g_assert_true (wrote == EAR_FOLDER_CHANGES_DUE || written.n_removed == n + 1);
    }
  g_assert_cmpuint (n, ==, EAR_FOLDER_MAX_CHANGES + 1);
  {
    g_auto (GStrv) names = folder_world_names (world.a_place);

    g_assert_cmpuint (g_strv_length (names), ==, 2);
    g_assert_cmpuint (ear_test_file_hash (copied), ==, before);
  }
  folder_pair_replicate (&world);
  folder_world_merge (world.b);
  world_assert_same (world.a, world.b);
}

static void
test_missing_link (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *lost = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  folder_pair_say (&world, "in the lost file");
  lost = folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE);
  g_unlink (lost);
  /* Even where nothing changed since. */
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  folder_pair_replicate (&world);
  folder_world_merge (world.b);
  world_assert_same (world.a, world.b);
}

static void
assert_nowhere (const char *place, const char *words)
{
  g_auto (GStrv) names = folder_world_names (place);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (place, names[i], NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_null (strstr (text, words));
    }
}

static void
test_erasure (void)
{
  g_auto (FolderPair) world = { 0 };
  g_auto (EarFolderWritten) written = { 0 };
  g_autoptr (EarFolderLook) look = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL, *copy = NULL;
  EarId voice;

  folder_pair_begin (&world, EAR_FOLDER_PLAIN);
  voice = folder_pair_say (&world, "the painful words");
  first = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  /* A copy that the replicator made is ours as well. */
  copy = g_strconcat (first, ".copy", NULL);
  folder_world_copy (first, copy, -1);
  folder_pair_replicate (&world);
  folder_world_merge (world.b);
  folder_pair_say (&world, "other words");
  g_free (folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE));

  ear_store_erase (world.a, EAR_KIND_CONTRIBUTION, &voice, &error);
  g_assert_no_error (error);
  look = folder_world_look (world.a);
  g_assert_true (look->holds_erased);
  g_assert_cmpint (look->due, ==, EAR_FOLDER_ALL_DUE);
  ear_folder_write (world.a, &written, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (written.n_removed, ==, 3);
  g_assert_true (written.held_erased);
  assert_nowhere (world.a_place, "painful");
  /* Whoever merges it forgets them too. */
  folder_pair_replicate (&world);
  folder_world_merge (world.b);
  world_assert_same (world.a, world.b);
  g_free (folder_world_write (world.b, EAR_FOLDER_ALL_DUE));
  g_clear_pointer (&look, ear_folder_look_free);
  look = folder_world_look (world.a);
  g_assert_false (look->holds_erased);
}

/* What may no longer be told is taken out of the folder as well. */
static void
test_consent_narrows (void)
{
  g_auto (FolderPair) world = { 0 };
  EarId voice;

  folder_pair_begin (&world, EAR_FOLDER_PLAIN);
  voice = folder_pair_say (&world, "the painful words");
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  world_set (world.a, EAR_KIND_CONTRIBUTION, &voice, EAR_CONTRIBUTION_REF, "V1");
  g_free (folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE));
  world_set (world.a, EAR_KIND_CONTRIBUTION, &voice, EAR_CONTRIBUTION_PERMISSION, "count");
  {
    g_autoptr (EarFolderLook) look = folder_world_look (world.a);

    g_assert_true (look->holds_erased);
  }
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  assert_nowhere (world.a_place, "painful");
  g_free (folder_world_write (world.a, EAR_FOLDER_NOTHING_DUE));
}

/* b kept a voice back until a, in the folder, says that all that was said on this occasion may be told. */
static void
test_consent_widens (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *changes = NULL, *name = NULL, *to = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  world_set (world.a, EAR_KIND_SESSION, &world.session->id, EAR_SESSION_PERMISSION, "internal");
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  folder_pair_replicate (&world);
  folder_world_merge (world.b);
  {
    g_autoptr (EarRecord) voice = ear_test_voice (world.b, world.session, "kept back by b");
  }
  g_free (folder_world_write (world.b, EAR_FOLDER_ALL_DUE));
  world_set (world.a, EAR_KIND_SESSION, &world.session->id, EAR_SESSION_PERMISSION, "quote");
  g_free (folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE));
  folder_pair_replicate (&world);
  folder_world_merge (world.b);
  changes = folder_world_write (world.b, EAR_FOLDER_CHANGES_DUE);
  name = g_path_get_basename (changes);
  to = g_build_filename (world.a_place, name, NULL);
  folder_world_copy (changes, to, -1);
  folder_world_merge (world.a);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM contributions WHERE text = 'kept back by b'"), ==, 1);
  world_assert_same (world.a, world.b);
}

/* A new reader cannot open what was sealed before they came, and one who left must not be able to open what is there. */
static void
test_readers_change (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autoptr (EarStore) c = NULL;
  g_autofree char *sealed = NULL, *name = NULL, *to = NULL, *place = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;
  EarId device;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  c = folder_world_store (world.root, "c", EAR_FOLDER_FOR_DEVICES);
  place = folder_world_place (world.root, "c");
  folder_pair_say (&world, "said first");
  sealed = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  folder_world_accept (c, world.a);
  folder_pair_say (&world, "said when c was not here");
  g_free (folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE));
  name = g_path_get_basename (sealed);
  to = g_build_filename (place, name, NULL);
  folder_world_copy (sealed, to, -1);
  {
    g_autoptr (EarFolderLook) look = folder_world_look (c);

    g_assert_cmpuint (look->counts[EAR_FOLDER_NOT_FOR_US], ==, 1);
  }
  folder_world_accept (world.a, c);
  again = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  g_unlink (to);
  folder_world_copy (again, to, -1);
  g_assert_cmpuint (folder_world_merge (c), ==, 1);
  world_assert_same (world.a, c);

  g_assert_true (ear_store_get_device (c, &device, NULL));
  ear_partner_revoke (world.a, &device, TRUE, &error);
  g_assert_no_error (error);
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  {
    g_auto (GStrv) names = folder_world_names (world.a_place);

    g_assert_cmpuint (g_strv_length (names), ==, 1);
  }
}

/* b seals for a, whom c has not met: what b merged from there is written again for c. */
static void
test_passed_on (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autoptr (EarStore) c = NULL;
  g_autofree char *place = NULL, *to = NULL, *passed = NULL, *name = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  c = folder_world_store (world.root, "c", EAR_FOLDER_FOR_DEVICES);
  place = folder_world_place (world.root, "c");
  folder_world_meet (world.b, c);
  g_free (folder_world_write (world.b, EAR_FOLDER_ALL_DUE));
  folder_pair_say (&world, "said by a");
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  folder_pair_replicate (&world);
  folder_world_merge (world.b);
  passed = folder_world_write (world.b, EAR_FOLDER_CHANGES_DUE);
  name = g_path_get_basename (passed);
  to = g_build_filename (place, name, NULL);
  folder_world_copy (passed, to, -1);
  folder_world_merge (c);
  g_assert_cmpuint (world_count (c, "SELECT count (*) FROM contributions WHERE text = 'said by a'"), ==, 1);
}

static void
test_strangers (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autoptr (EarStore) c = NULL;
  g_autofree char *theirs = NULL, *name = NULL, *to = NULL;
  EarMergeOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  EarId device;

  folder_pair_begin (&world, EAR_FOLDER_FOR_PASSPHRASE);
  c = folder_world_store (world.root, "c", EAR_FOLDER_FOR_PASSPHRASE);
  g_assert_true (ear_store_get_device (c, &device, NULL));
  {
    g_autoptr (EarRecord) session = ear_test_session (c, "Elsewhere");
    g_autoptr (EarRecord) voice = ear_test_voice (c, session, "said elsewhere");
  }
  theirs = folder_world_write (c, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (theirs);
  to = folder_pair_in_b (&world, name);
  folder_world_copy (theirs, to, -1);
  g_assert_cmpint (folder_pair_fate_in_b (&world, name), ==, EAR_FOLDER_STRANGER);
  {
    const char *paths[] = { to, NULL };
    g_autoptr (EarFolderMerge) merge = ear_folder_merge (world.b, paths, &options, TRUE, NULL, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (merge->merge->n_quarantined, >, 0);
  }
  g_assert_cmpuint (world_count (world.b, "SELECT count (*) FROM contributions WHERE text = 'said elsewhere'"), ==, 0);
  g_assert_cmpint (folder_pair_fate_in_b (&world, name), ==, EAR_FOLDER_MERGED);
  /* What waited is dropped, then its sender is accepted after all. */
  {
    g_autoptr (GPtrArray) waiting = ear_quarantine_list (world.b, &error);

    for (guint i = 0; i < waiting->len; i++)
      ear_quarantine_drop (world.b, &((EarQuarantined *) waiting->pdata[i])->n, 1, &error);
    g_assert_no_error (error);
  }
  ear_partner_accept (world.b, &device, NULL, &error);
  g_assert_no_error (error);
  /* Whose key that is cannot be told before the file is read, since what said it was dropped. */
  g_assert_cmpint (folder_pair_fate_in_b (&world, name), ==, EAR_FOLDER_STRANGER);
  {
    const char *paths[] = { to, NULL };
    g_autoptr (EarFolderMerge) merge = ear_folder_merge (world.b, paths, &options, TRUE, NULL, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (merge->merge->n_quarantined, ==, 0);
  }
  g_assert_cmpuint (world_count (world.b, "SELECT count (*) FROM contributions WHERE text = 'said elsewhere'"), ==, 1);

  ear_partner_revoke (world.b, &device, TRUE, &error);
  g_assert_no_error (error);
  {
    g_autoptr (EarRecord) session = ear_test_session (c, "Later");
    g_autofree char *later = folder_world_write (c, EAR_FOLDER_CHANGES_DUE);
    g_autofree char *later_name = g_path_get_basename (later);
    g_autofree char *later_to = folder_pair_in_b (&world, later_name);

    folder_world_copy (later, later_to, -1);
    g_assert_cmpint (folder_pair_fate_in_b (&world, later_name), ==, EAR_FOLDER_REFUSED);
  }
}

/* Where everything is sealed and signed, a plain file may be anybody's. */
static void
test_unsigned (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *plain = NULL;
  g_autoptr (GError) error = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  folder_pair_say (&world, "said first");
  plain = folder_pair_in_b (&world, "from-a.xml");
  ear_bundle_export (world.a, plain, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (folder_pair_fate_in_b (&world, "from-a.xml"), ==, EAR_FOLDER_UNSIGNED);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
}

static void
test_wrong_passphrase (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *all = NULL, *name = NULL;
  g_autoptr (GError) error = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_PASSPHRASE);
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  folder_pair_replicate (&world);
  ear_folder_set (world.b, world.b_place, EAR_FOLDER_FOR_PASSPHRASE, "another", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
  folder_world_set (world.b, world.b_place, EAR_FOLDER_FOR_DEVICES);
  g_assert_cmpint (folder_pair_fate_in_b (&world, name), ==, EAR_FOLDER_NOT_FOR_US);
  folder_world_set (world.b, world.b_place, EAR_FOLDER_FOR_PASSPHRASE);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 1);
  world_assert_same (world.a, world.b);
  /* Another way of sealing does not leave what was sealed before. */
  folder_world_set (world.a, world.a_place, EAR_FOLDER_FOR_DEVICES);
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  g_assert_false (g_file_test (all, G_FILE_TEST_EXISTS));
}

/* Argon2id is run once for all files of one writer, in each run, and never to look. */
static void
test_one_derivation (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autoptr (EarStore) c = NULL;
  g_autofree char *c_place = NULL, *first = NULL;
  g_autoptr (EarFolderLook) look = NULL;
  g_autoptr (EarFolderMerge) merge = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL, paths = NULL;
  guint before;

  folder_pair_begin (&world, EAR_FOLDER_FOR_PASSPHRASE);
  /* c is nobody's partner, so that the passphrase alone opens what it reads. */
  c = folder_world_store (world.root, "c", EAR_FOLDER_FOR_PASSPHRASE);
  c_place = folder_world_place (world.root, "c");
  folder_pair_say (&world, "said first");
  first = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  for (guint i = 0; i < 5; i++)
    {
      folder_pair_say (&world, "said next");
      g_free (folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE));
    }
  names = folder_world_names (world.a_place);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *from = g_build_filename (world.a_place, names[i], NULL);
      g_autofree char *to = g_build_filename (c_place, names[i], NULL);

      folder_world_copy (from, to, -1);
    }
  before = ear_seal_get_test_derivations ();
  look = folder_world_look (c);
  g_assert_cmpuint (ear_seal_get_test_derivations (), ==, before);
  g_assert_cmpuint (look->counts[EAR_FOLDER_STRANGER], ==, 6);
  paths = ear_folder_paths (look, EAR_FOLDER_STRANGER);
  merge = ear_folder_merge (c, (const char *const *) paths, NULL, TRUE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (merge->failures->len, ==, 0);
  g_assert_cmpuint (ear_seal_get_test_derivations (), ==, before + 1);
}

static void
test_undone (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *all = NULL, *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) merges = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  folder_pair_say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  folder_pair_replicate (&world);
  folder_world_merge (world.b);
  g_assert_cmpint (folder_pair_fate_in_b (&world, name), ==, EAR_FOLDER_MERGED);
  merges = ear_merge_list (world.b, &error);
  ear_merge_undo (world.b, ((EarMergeEntry *) merges->pdata[0])->merge, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (folder_pair_fate_in_b (&world, name), ==, EAR_FOLDER_NEW);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 1);
  world_assert_same (world.a, world.b);
}

/* The workbook goes back to a backup: what it wrote since is in the folder, and is taken in like another's. */
static void
test_own_backup (void)
{
  g_auto (FolderPair) world = { 0 };
  g_autofree char *path = NULL, *backup = NULL, *later = NULL, *name = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL;

  folder_pair_begin (&world, EAR_FOLDER_FOR_DEVICES);
  path = ear_test_path (world.root, "a");
  backup = ear_test_path (world.root, "backup");
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  ear_store_backup (world.a, backup, EAR_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  folder_pair_say (&world, "after the backup");
  later = folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE);
  name = g_path_get_basename (later);
  ear_store_close (world.a);
  world.a = ear_store_open (backup, EAR_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  {
    g_autoptr (EarFolderLook) look = folder_world_look (world.a);

    g_assert_cmpint (folder_world_file (look, name)->fate, ==, EAR_FOLDER_NEW);
  }
  g_assert_cmpuint (folder_world_merge (world.a), ==, 1);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM contributions WHERE text = 'after the backup'"), ==, 1);
  /* It is superseded like those that are remembered. */
  {
    EarId voice = folder_pair_say (&world, "to be erased");

    ear_store_erase (world.a, EAR_KIND_CONTRIBUTION, &voice, &error);
    g_assert_no_error (error);
  }
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  names = folder_world_names (world.a_place);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ear_seal_set_test_effort (1, 8);
  g_test_add_func ("/folder/superseding", test_superseding);
  g_test_add_func ("/folder/missing-link", test_missing_link);
  g_test_add_func ("/folder/erasure", test_erasure);
  g_test_add_func ("/folder/consent-narrows", test_consent_narrows);
  g_test_add_func ("/folder/consent-widens", test_consent_widens);
  g_test_add_func ("/folder/readers-change", test_readers_change);
  g_test_add_func ("/folder/passed-on", test_passed_on);
  g_test_add_func ("/folder/strangers", test_strangers);
  g_test_add_func ("/folder/unsigned", test_unsigned);
  g_test_add_func ("/folder/wrong-passphrase", test_wrong_passphrase);
  g_test_add_func ("/folder/one-derivation", test_one_derivation);
  g_test_add_func ("/folder/undone", test_undone);
  g_test_add_func ("/folder/own-backup", test_own_backup);
  return g_test_run ();
}
