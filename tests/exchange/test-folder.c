/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exchange folder: what is written when, what is taken for what, and that nothing of others' is ever touched. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ear-partner.h"
#include "ear-seal-format.h"
#include "folder-world.h"

typedef struct
{
  EarTestFolder root;
  EarStore *a, *b;
  char *a_place, *b_place;
  EarRecord *session;
} World;

static void
world_begin (World *world, EarFolderSeal seal)
{
  world->root = ear_test_folder_new ();
  world->a = folder_world_store (world->root, "a", seal);
  world->b = folder_world_store (world->root, "b", seal);
  world->a_place = folder_world_place (world->root, "a");
  world->b_place = folder_world_place (world->root, "b");
  folder_world_meet (world->a, world->b);
  world->session = ear_test_session (world->a, "Drop-in");
}

static void
world_end (World *world)
{
  if (world->root == NULL)
    return;
  ear_store_close (world->a);
  ear_store_close (world->b);
  ear_record_free (world->session);
  g_free (world->a_place);
  g_free (world->b_place);
  ear_test_folder_remove (world->root);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_end)

static EarId
say (World *world, const char *words)
{
  g_autoptr (EarRecord) voice = ear_test_voice (world->a, world->session, words);

  return voice->id;
}

/* All files of a's folder reach b's. */
static void
replicate (World *world)
{
  g_auto (GStrv) names = folder_world_names (world->a_place);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *from = g_build_filename (world->a_place, names[i], NULL);
      g_autofree char *to = g_build_filename (world->b_place, names[i], NULL);

      folder_world_copy (from, to, -1);
    }
}

static char *
in_b (World *world, const char *name)
{
  return g_build_filename (world->b_place, name, NULL);
}

static EarFolderFate
fate_in_b (World *world, const char *name)
{
  g_autoptr (EarFolderLook) look = folder_world_look (world->b);
  const EarFolderFile *file = folder_world_file (look, name);

  g_assert_nonnull (file);
  g_assert_true ((file->why != NULL) == (file->fate == EAR_FOLDER_REFUSED || file->fate == EAR_FOLDER_NOT_FOR_US
                                         || file->fate == EAR_FOLDER_UNSIGNED));
  return file->fate;
}

static void
test_write_and_merge (gconstpointer data)
{
  g_auto (World) world = { 0 };
  g_autofree char *all = NULL, *none = NULL, *changes = NULL, *nothing = NULL, *own = NULL, *echo = NULL;

  world_begin (&world, (EarFolderSeal) GPOINTER_TO_INT (data));
  say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  none = folder_world_write (world.a, EAR_FOLDER_NOTHING_DUE);
  g_assert_null (none);
  say (&world, "said next");
  changes = folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE);
  nothing = folder_world_write (world.a, EAR_FOLDER_NOTHING_DUE);
  g_assert_cmpstr (all, <, changes);

  own = folder_world_write (world.b, EAR_FOLDER_ALL_DUE);
  replicate (&world);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 2);
  world_assert_same (world.a, world.b);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
  /* What came from the folder is there for everybody already. */
  echo = folder_world_write (world.b, EAR_FOLDER_NOTHING_DUE);
}

static void
test_what_a_file_says (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *all = NULL, *changes = NULL, *text = NULL;

  world_begin (&world, EAR_FOLDER_PLAIN);
  say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  say (&world, "said next");
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
  g_auto (World) world = { 0 };
  EarId voice;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  voice = say (&world, "said first");
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
  g_auto (World) world = { 0 };
  g_autofree char *all = NULL, *name = NULL, *to = NULL, *renamed = NULL, *digest = NULL;
  struct stat info;

  world_begin (&world, seal);
  say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  to = in_b (&world, name);
  renamed = in_b (&world, seal == EAR_FOLDER_PLAIN ? "something.xml" : "something.earshot-sealed");
  digest = world_digest (world.b);
  g_assert_cmpint (stat (all, &info), ==, 0);
  for (gssize at = 0; at < info.st_size; at += at < 20 || at > info.st_size - 20 ? 1 : 97)
    {
      g_autofree char *after = NULL;

      folder_world_copy (all, to, at);
      g_assert_cmpint (fate_in_b (&world, name), ==, EAR_FOLDER_ARRIVING);
      g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
      after = world_digest (world.b);
      g_assert_cmpstr (digest, ==, after);
    }
  g_unlink (to);
  /* Under another name all that is told is whether it is whole. */
  folder_world_copy (all, renamed, info.st_size - 15);
  g_assert_cmpint (fate_in_b (&world, strrchr (renamed, '/') + 1), ==, EAR_FOLDER_ARRIVING);
  folder_world_copy (all, renamed, -1);
  g_assert_cmpint (fate_in_b (&world, strrchr (renamed, '/') + 1), ==, EAR_FOLDER_NEW);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 1);
  world_assert_same (world.a, world.b);
}

/* Space that was set aside before the bytes came, and a hole in the middle. */
static void
test_holes (gconstpointer data)
{
  g_auto (World) world = { 0 };
  g_autofree char *all = NULL, *name = NULL, *to = NULL, *contents = NULL;
  gsize size;

  world_begin (&world, (EarFolderSeal) GPOINTER_TO_INT (data));
  for (guint i = 0; i < 200; i++)
    say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  to = in_b (&world, name);
  g_assert_true (g_file_get_contents (all, &contents, &size, NULL));
  memset (contents + size / 2, 0, size / 4);
  g_assert_true (g_file_set_contents (to, contents, (gssize) size, NULL));
  /* A plain one may look whole until it is read. */
  if (data == GINT_TO_POINTER (EAR_FOLDER_FOR_DEVICES))
    g_assert_cmpint (fate_in_b (&world, name), ==, EAR_FOLDER_ARRIVING);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
  memset (contents, 0, size);
  g_assert_true (g_file_set_contents (to, contents, (gssize) size, NULL));
  g_assert_cmpint (fate_in_b (&world, name), ==, EAR_FOLDER_ARRIVING);
  folder_world_copy (all, to, -1);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 1);
  world_assert_same (world.a, world.b);
}

/* One bad file is told, and does not stop the others. */
static void
test_one_bad_file (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *all = NULL, *changes = NULL, *broken = NULL, *contents = NULL, *name = NULL;
  gsize size;

  world_begin (&world, EAR_FOLDER_PLAIN);
  say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  g_assert_true (g_file_get_contents (all, &contents, &size, NULL));
  broken = in_b (&world, "another.xml");
  memcpy (strstr (contents, "said"), "<<<<", 4);
  g_assert_true (g_file_set_contents (broken, contents, (gssize) size, NULL));
  replicate (&world);
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
    = { "%s (conflicted copy 2026-11-12)", "%s.sync-conflict-20261112-101500-ABCDEFG.earshot-sealed", "Copy of %s", "renamed" };
  g_auto (World) world = { 0 };
  g_autofree char *all = NULL, *name = NULL;
  g_autoptr (EarFolderLook) look = NULL;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  replicate (&world);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (GStrv) parts = g_strsplit (names[i], "%s", 2);
      g_autofree char *copy = g_strjoinv (name, parts);
      g_autofree char *to = in_b (&world, copy);

      folder_world_copy (all, to, -1);
    }
  look = folder_world_look (world.b);
  g_assert_cmpuint (look->counts[EAR_FOLDER_NEW], ==, 1);
  g_assert_cmpuint (look->n_copies, ==, G_N_ELEMENTS (names));
  g_assert_cmpuint (folder_world_merge (world.b), ==, 1);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
  world_assert_same (world.a, world.b);
  /* Merged under one name, it is merged under every. */
  {
    g_auto (GStrv) there = folder_world_names (world.b_place);
    g_autofree char *again = in_b (&world, "again.earshot-sealed");

    for (guint i = 0; there[i] != NULL; i++)
      {
        g_autofree char *path = in_b (&world, there[i]);

        g_unlink (path);
      }
    folder_world_copy (all, again, -1);
    g_assert_cmpint (fate_in_b (&world, "again.earshot-sealed"), ==, EAR_FOLDER_MERGED);
  }
}

/* What comes back to its writer under another name is still its writer's. */
static void
test_own_under_other_names (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *all = NULL, *copy = NULL;
  g_autoptr (EarFolderLook) look = NULL;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  say (&world, "said first");
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
  g_auto (World) world = { 0 };
  g_autofree char *note = NULL, *link = NULL, *fifo = NULL, *folder = NULL, *inside = NULL, *all = NULL, *hidden = NULL;
  g_autofree char *empty = NULL, *list = NULL;
  g_autoptr (EarFolderLook) look = NULL;
  g_autofree char *digest = NULL, *after = NULL;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  digest = world_digest (world.b);
  note = in_b (&world, "minutes.txt");
  empty = in_b (&world, "nothing.odt");
  list = in_b (&world, "places.xml");
  link = in_b (&world, "link.earshot-sealed");
  fifo = in_b (&world, "pipe.earshot-sealed");
  folder = in_b (&world, "folder.earshot-sealed");
  hidden = in_b (&world, ".syncthing.some.earshot-sealed.tmp");
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
  g_auto (World) world = { 0 };
  g_autoptr (EarStore) c = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *c_place = NULL, *from = NULL, *name = NULL, *to = NULL, *again = NULL, *own = NULL, *known = NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (EarFolderLook) look = NULL, second = NULL, third = NULL;
  g_autoptr (EarCard) card = NULL;
  const EarFolderFile *file;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  c = folder_world_store (world.root, "c", EAR_FOLDER_FOR_DEVICES);
  c_place = folder_world_place (world.root, "c");
  from = ear_folder_write_card (c, &error);
  g_assert_no_error (error);
  name = g_path_get_basename (from);
  to = in_b (&world, name);
  again = in_b (&world, "again (conflicted copy).xml");
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
  g_assert_cmpint (fate_in_b (&world, name), ==, EAR_FOLDER_CARD);

  ear_card_accept (world.b, card, FALSE, &error);
  g_assert_no_error (error);
  /* What was found out of the file before is still true; what is known of its device is not. */
  second = ear_folder_look (world.b, look, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (folder_world_file (second, name)->fate, ==, EAR_FOLDER_CARD_KNOWN);
  ear_partner_revoke (world.b, &card->device, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fate_in_b (&world, name), ==, EAR_FOLDER_REFUSED);
  /* Writing takes nothing of it away. */
  g_free (folder_world_write (world.b, EAR_FOLDER_ALL_DUE));
  g_assert_true (g_file_test (to, G_FILE_TEST_EXISTS) && g_file_test (own, G_FILE_TEST_EXISTS));
}

/* Whatever lies there under a card's name, or says that it is one, is arriving, refused or nothing, and nothing comes of it. */
static void
test_bad_cards (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (EarStore) c = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *from = NULL, *text = NULL, *half = NULL, *forged = NULL, *foreign = NULL, *huge = NULL, *empty = NULL;
  g_autofree char *before = NULL, *after = NULL, *filler = g_strnfill (100000, ' '), *newer = NULL, *link = NULL;
  g_auto (GStrv) parts = NULL, later = NULL;
  g_autofree char *changed = NULL, *future = NULL, *big = NULL;
  g_autoptr (EarFolderLook) look = NULL;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  c = folder_world_store (world.root, "c", EAR_FOLDER_FOR_DEVICES);
  from = ear_folder_write_card (c, &error);
  g_assert_no_error (error);
  text = read_text (from);
  before = world_digest (world.b);

  half = in_b (&world, "half.earshot-card.xml");
  for (gsize n = 0; n < strlen (text) - 8; n += 37)
    {
      put (half, text, (gssize) n);
      g_assert_cmpint (fate_in_b (&world, "half.earshot-card.xml"), ==, EAR_FOLDER_ARRIVING);
    }
  parts = g_strsplit (text, "<name>", 2);
  changed = g_strjoinv ("<name>Not ", parts);
  forged = in_b (&world, "forged.xml");
  put (forged, changed, -1);
  g_assert_cmpint (fate_in_b (&world, "forged.xml"), ==, EAR_FOLDER_REFUSED);
  later = g_strsplit (text, "urn:earshot:card:1", 2);
  future = g_strjoinv ("urn:earshot:card:9", later);
  newer = in_b (&world, "newer.xml");
  put (newer, future, -1);
  g_assert_cmpint (fate_in_b (&world, "newer.xml"), ==, EAR_FOLDER_REFUSED);
  foreign = in_b (&world, "list.earshot-card.xml");
  put (foreign, "<list/>", -1);
  g_assert_cmpint (fate_in_b (&world, "list.earshot-card.xml"), ==, EAR_FOLDER_ARRIVING);
  empty = in_b (&world, "none.earshot-card.xml");
  put (empty, "", 0);
  g_assert_cmpint (fate_in_b (&world, "none.earshot-card.xml"), ==, EAR_FOLDER_ARRIVING);
  big = g_strconcat (text, filler, NULL);
  huge = in_b (&world, "huge.earshot-card.xml");
  put (huge, big, -1);
  g_assert_cmpint (fate_in_b (&world, "huge.earshot-card.xml"), ==, EAR_FOLDER_FOREIGN);
  link = in_b (&world, "link.earshot-card.xml");
  g_assert_cmpint (symlink (from, link), ==, 0);

  look = folder_world_look (world.b);
  g_assert_cmpuint (look->counts[EAR_FOLDER_CARD], ==, 0);
  g_assert_null (folder_world_file (look, "link.earshot-card.xml"));
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
  after = world_digest (world.b);
  g_assert_cmpstr (before, ==, after);
}

/* The chain begins anew after so many changes, and takes the place of what was before; of nothing of b's. */
static void
test_superseding (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *theirs = NULL, *copied = NULL, *first = NULL, *name = NULL;
  guint64 before;
  guint n = 0;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
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
      say (&world, "said once more");
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
  replicate (&world);
  folder_world_merge (world.b);
  world_assert_same (world.a, world.b);
}

static void
test_missing_link (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *lost = NULL;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  say (&world, "in the lost file");
  lost = folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE);
  g_unlink (lost);
  /* Even where nothing changed since. */
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  replicate (&world);
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
  g_auto (World) world = { 0 };
  g_auto (EarFolderWritten) written = { 0 };
  g_autoptr (EarFolderLook) look = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL, *copy = NULL;
  EarId voice;

  world_begin (&world, EAR_FOLDER_PLAIN);
  voice = say (&world, "the painful words");
  first = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  /* A copy that the replicator made is ours as well. */
  copy = g_strconcat (first, ".copy", NULL);
  folder_world_copy (first, copy, -1);
  replicate (&world);
  folder_world_merge (world.b);
  say (&world, "other words");
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
  replicate (&world);
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
  g_auto (World) world = { 0 };
  EarId voice;

  world_begin (&world, EAR_FOLDER_PLAIN);
  voice = say (&world, "the painful words");
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
  g_auto (World) world = { 0 };
  g_autofree char *changes = NULL, *name = NULL, *to = NULL;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  world_set (world.a, EAR_KIND_SESSION, &world.session->id, EAR_SESSION_PERMISSION, "internal");
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  replicate (&world);
  folder_world_merge (world.b);
  {
    g_autoptr (EarRecord) voice = ear_test_voice (world.b, world.session, "kept back by b");
  }
  g_free (folder_world_write (world.b, EAR_FOLDER_ALL_DUE));
  world_set (world.a, EAR_KIND_SESSION, &world.session->id, EAR_SESSION_PERMISSION, "quote");
  g_free (folder_world_write (world.a, EAR_FOLDER_CHANGES_DUE));
  replicate (&world);
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
  g_auto (World) world = { 0 };
  g_autoptr (EarStore) c = NULL;
  g_autofree char *sealed = NULL, *name = NULL, *to = NULL, *place = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;
  EarId device;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  c = folder_world_store (world.root, "c", EAR_FOLDER_FOR_DEVICES);
  place = folder_world_place (world.root, "c");
  say (&world, "said first");
  sealed = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  folder_world_accept (c, world.a);
  say (&world, "said when c was not here");
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
  g_auto (World) world = { 0 };
  g_autoptr (EarStore) c = NULL;
  g_autofree char *place = NULL, *to = NULL, *passed = NULL, *name = NULL;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  c = folder_world_store (world.root, "c", EAR_FOLDER_FOR_DEVICES);
  place = folder_world_place (world.root, "c");
  folder_world_meet (world.b, c);
  g_free (folder_world_write (world.b, EAR_FOLDER_ALL_DUE));
  say (&world, "said by a");
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  replicate (&world);
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
  g_auto (World) world = { 0 };
  g_autoptr (EarStore) c = NULL;
  g_autofree char *theirs = NULL, *name = NULL, *to = NULL;
  EarMergeOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  EarId device;

  world_begin (&world, EAR_FOLDER_FOR_PASSPHRASE);
  c = folder_world_store (world.root, "c", EAR_FOLDER_FOR_PASSPHRASE);
  g_assert_true (ear_store_get_device (c, &device, NULL));
  {
    g_autoptr (EarRecord) session = ear_test_session (c, "Elsewhere");
    g_autoptr (EarRecord) voice = ear_test_voice (c, session, "said elsewhere");
  }
  theirs = folder_world_write (c, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (theirs);
  to = in_b (&world, name);
  folder_world_copy (theirs, to, -1);
  g_assert_cmpint (fate_in_b (&world, name), ==, EAR_FOLDER_STRANGER);
  {
    const char *paths[] = { to, NULL };
    g_autoptr (EarFolderMerge) merge = ear_folder_merge (world.b, paths, &options, TRUE, NULL, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (merge->merge->n_quarantined, >, 0);
  }
  g_assert_cmpuint (world_count (world.b, "SELECT count (*) FROM contributions WHERE text = 'said elsewhere'"), ==, 0);
  g_assert_cmpint (fate_in_b (&world, name), ==, EAR_FOLDER_MERGED);
  /* What waited is dropped, then its sender is accepted after all. */
  {
    g_autoptr (GPtrArray) waiting = ear_quarantine_list (world.b, &error);

    for (guint i = 0; i < waiting->len; i++)
      ear_quarantine_drop (world.b, &((EarQuarantined *) waiting->pdata[i])->n, 1, &error);
    g_assert_no_error (error);
  }
  ear_partner_accept (world.b, &device, &error);
  g_assert_no_error (error);
  /* Whose key that is cannot be told before the file is read, since what said it was dropped. */
  g_assert_cmpint (fate_in_b (&world, name), ==, EAR_FOLDER_STRANGER);
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
    g_autofree char *later_to = in_b (&world, later_name);

    folder_world_copy (later, later_to, -1);
    g_assert_cmpint (fate_in_b (&world, later_name), ==, EAR_FOLDER_REFUSED);
  }
}

/* Where everything is sealed and signed, a plain file may be anybody's. */
static void
test_unsigned (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *plain = NULL;
  g_autoptr (GError) error = NULL;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  say (&world, "said first");
  plain = in_b (&world, "from-a.xml");
  ear_bundle_export (world.a, plain, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fate_in_b (&world, "from-a.xml"), ==, EAR_FOLDER_UNSIGNED);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
}

static void
test_wrong_passphrase (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *all = NULL, *name = NULL;
  g_autoptr (GError) error = NULL;

  world_begin (&world, EAR_FOLDER_FOR_PASSPHRASE);
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  replicate (&world);
  ear_folder_set (world.b, world.b_place, EAR_FOLDER_FOR_PASSPHRASE, "another", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 0);
  folder_world_set (world.b, world.b_place, EAR_FOLDER_FOR_DEVICES);
  g_assert_cmpint (fate_in_b (&world, name), ==, EAR_FOLDER_NOT_FOR_US);
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
  g_auto (World) world = { 0 };
  g_autoptr (EarStore) c = NULL;
  g_autofree char *c_place = NULL, *first = NULL;
  g_autoptr (EarFolderLook) look = NULL;
  g_autoptr (EarFolderMerge) merge = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL, paths = NULL;
  guint before;

  world_begin (&world, EAR_FOLDER_FOR_PASSPHRASE);
  /* c is nobody's partner, so that the passphrase alone opens what it reads. */
  c = folder_world_store (world.root, "c", EAR_FOLDER_FOR_PASSPHRASE);
  c_place = folder_world_place (world.root, "c");
  say (&world, "said first");
  first = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  for (guint i = 0; i < 5; i++)
    {
      say (&world, "said next");
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
  g_auto (World) world = { 0 };
  g_autofree char *all = NULL, *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) merges = NULL;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  replicate (&world);
  folder_world_merge (world.b);
  g_assert_cmpint (fate_in_b (&world, name), ==, EAR_FOLDER_MERGED);
  merges = ear_merge_list (world.b, &error);
  ear_merge_undo (world.b, ((EarMergeEntry *) merges->pdata[0])->merge, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fate_in_b (&world, name), ==, EAR_FOLDER_NEW);
  g_assert_cmpuint (folder_world_merge (world.b), ==, 1);
  world_assert_same (world.a, world.b);
}

/* The workbook goes back to a backup: what it wrote since is in the folder, and is taken in like another's. */
static void
test_own_backup (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *path = NULL, *backup = NULL, *later = NULL, *name = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  path = ear_test_path (world.root, "a");
  backup = ear_test_path (world.root, "backup");
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  ear_store_backup (world.a, backup, EAR_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  say (&world, "after the backup");
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
    EarId voice = say (&world, "to be erased");

    ear_store_erase (world.a, EAR_KIND_CONTRIBUTION, &voice, &error);
    g_assert_no_error (error);
  }
  g_free (folder_world_write (world.a, EAR_FOLDER_ALL_DUE));
  names = folder_world_names (world.a_place);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
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
  g_auto (World) world = { 0 };
  g_autoptr (EarFolderLook) look = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
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
  g_auto (World) world = { 0 };
  g_autoptr (EarFolderLook) look = NULL;
  uid_t user = geteuid ();

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
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
  g_auto (World) world = { 0 };
  g_autofree char *all = NULL, *name = NULL, *part = NULL, *deeper = NULL, *theirs = NULL;
  g_auto (GStrv) parts = NULL;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
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
  g_auto (World) world = { 0 };
  g_autofree char *all = NULL, *name = NULL, *to = NULL;
  g_autoptr (EarFolderLook) first = NULL;
  g_autoptr (EarFolderLook) second = NULL;
  g_autoptr (EarFolderLook) third = NULL;
  g_autoptr (GError) error = NULL;

  world_begin (&world, EAR_FOLDER_FOR_DEVICES);
  say (&world, "said first");
  all = folder_world_write (world.a, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (all);
  to = in_b (&world, name);
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
  g_test_add_func ("/folder/folder-gone", test_folder_gone);
  g_test_add_func ("/folder/not-writable", test_not_writable);
  g_test_add_func ("/folder/nobody-to-read-it", test_nobody_to_read_it);
  g_test_add_func ("/folder/leftovers", test_leftovers);
  g_test_add_func ("/folder/second-look", test_second_look);
  return g_test_run ();
}
