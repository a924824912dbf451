/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Consent is withdrawn on one laptop while others record, edit, code and move voices from one speaker to another. In whatever
 * order and grouping the files are merged, everybody ends with one digest, and erased is exactly what ever belonged to
 * what was erased. GLib prints the seed; --seed repeats a run. */
#include "ear-exchange.h"
#include "ear-test.h"

#define N_DEVICES 4
#define N_SPEAKERS 5
#define N_VOICES 14
#define N_OPERATIONS 60
#define N_ORDERS 6

typedef struct
{
  char *folder;
  EarStore *stores[N_DEVICES];
  EarId speakers[N_SPEAKERS];
  EarId voices[N_VOICES];
  guint ever[N_VOICES]; /* one bit a speaker: whose voice it was at some moment somewhere */
  guint erased_speakers, erased_voices; /* one bit each: by hand */
  guint n_files;
} World;

static guint
pick (guint below)
{
  return (guint) g_test_rand_int_range (0, (gint32) below);
}

static EarStore *
new_store (World *world)
{
  g_autofree char *name = g_strdup_printf ("book-%u", world->n_files++);
  g_autofree char *path = ear_test_path (world->folder, name);
  g_autoptr (GError) error = NULL;
  EarStore *store = ear_store_create (path, EAR_TEST_PASSPHRASE, &error);

  g_assert_no_error (error);
  return store;
}

static char *
export (World *world, EarStore *store)
{
  char *path = g_strdup_printf ("%s/%u.xml", world->folder, world->n_files++);
  g_autoptr (GError) error = NULL;

  ear_bundle_export (store, path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static void
merge (EarStore *store, const char *path)
{
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  ear_bundle_merge (store, path, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static char *
digest (EarStore *store)
{
  g_autoptr (GError) error = NULL;
  char *text = ear_bundle_digest (store, &error);

  g_assert_no_error (error);
  return text;
}

/* Written, unless who said it was erased here already. */
static gboolean
put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;

  if (ear_store_put (store, record, &error))
    return TRUE;
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_ERASED);
  return FALSE;
}

static EarRecord *
get (EarStore *store, EarKind kind, const EarId *id)
{
  g_autoptr (GError) error = NULL;
  EarRecord *record = ear_store_get (store, kind, id, &error);

  g_assert_no_error (error);
  return record;
}

static void
say (World *world, EarStore *store)
{
  guint voice = pick (N_VOICES), speaker = pick (N_SPEAKERS);
  g_autoptr (EarRecord) here = get (store, EAR_KIND_CONTRIBUTION, &world->voices[voice]);
  g_autofree char *words = g_strdup_printf ("word%ux", voice);
  gboolean nobody = pick (6) == 0;

  if (here == NULL)
    here = ear_record_new_with_id (EAR_KIND_CONTRIBUTION, &world->voices[voice]);
  ear_record_set (here, EAR_CONTRIBUTION_TEXT, words);
  ear_record_set_id (here, EAR_CONTRIBUTION_PARTICIPANT, nobody ? NULL : &world->speakers[speaker]);
  if (put (store, here) && !nobody)
    world->ever[voice] |= 1u << speaker;
}

static void
move (World *world, EarStore *store)
{
  guint voice = pick (N_VOICES), speaker = pick (N_SPEAKERS);
  g_autoptr (EarRecord) here = get (store, EAR_KIND_CONTRIBUTION, &world->voices[voice]);

  if (here == NULL || here->erased)
    return;
  ear_record_set_id (here, EAR_CONTRIBUTION_PARTICIPANT, &world->speakers[speaker]);
  if (put (store, here))
    world->ever[voice] |= 1u << speaker;
}

static void
code (World *world, EarStore *store)
{
  g_autoptr (EarRecord) coding = ear_record_new (EAR_KIND_CODING);
  EarId theme = ear_id_new ();

  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &world->voices[pick (N_VOICES)]);
  ear_record_set_id (coding, EAR_CODING_THEME, &theme);
  ear_record_set (coding, EAR_CODING_MEMO, "memo");
  put (store, coding);
}

static void
introduce (World *world, EarStore *store)
{
  guint speaker = pick (N_SPEAKERS);
  g_autoptr (EarRecord) here = get (store, EAR_KIND_PARTICIPANT, &world->speakers[speaker]);
  g_autofree char *word = g_strdup_printf ("codeword%u", speaker);

  if (here == NULL)
    here = ear_record_new_with_id (EAR_KIND_PARTICIPANT, &world->speakers[speaker]);
  ear_record_set (here, EAR_PARTICIPANT_LABEL, "P1");
  ear_record_set (here, EAR_PARTICIPANT_CODE_WORD, word);
  put (store, here);
}

static void
remove_or_restore (World *world, EarStore *store)
{
  g_autoptr (EarRecord) here = get (store, EAR_KIND_CONTRIBUTION, &world->voices[pick (N_VOICES)]);
  g_autoptr (GError) error = NULL;

  if (here == NULL || here->erased)
    return;
  ear_store_set_deleted (store, EAR_KIND_CONTRIBUTION, &here->id, !ear_record_is_deleted (here), &error);
  g_assert_no_error (error);
}

static void
withdraw (World *world, EarStore *store)
{
  g_autoptr (GError) error = NULL;
  guint which;

  if (pick (4) != 0)
    return;
  if (pick (3) == 0)
    {
      which = pick (N_VOICES);
      world->erased_voices |= 1u << which;
      ear_store_erase (store, EAR_KIND_CONTRIBUTION, &world->voices[which], &error);
    }
  else
    {
      which = pick (N_SPEAKERS);
      world->erased_speakers |= 1u << which;
      ear_store_erase (store, EAR_KIND_PARTICIPANT, &world->speakers[which], &error);
    }
  g_assert_no_error (error);
}

static void
act (World *world)
{
  static void (*const operations[]) (World *, EarStore *)
    = { say, say, say, move, move, code, introduce, remove_or_restore, withdraw };
  EarStore *store = world->stores[pick (N_DEVICES)];

  operations[pick (G_N_ELEMENTS (operations))](world, store);
  if (pick (6) == 0)
    {
      g_autofree char *path = export (world, world->stores[pick (N_DEVICES)]);

      merge (world->stores[pick (N_DEVICES)], path);
    }
}

static void
world_init (World *world, const char *folder)
{
  *world = (World) { .folder = g_strdup (folder) };
  for (guint i = 0; i < N_SPEAKERS; i++)
    world->speakers[i] = ear_id_new ();
  for (guint i = 0; i < N_VOICES; i++)
    world->voices[i] = ear_id_new ();
  for (guint i = 0; i < N_DEVICES; i++)
    world->stores[i] = new_store (world);
  for (guint i = 0; i < N_OPERATIONS; i++)
    act (world);
}

static void
world_clear (World *world)
{
  for (guint i = 0; i < N_DEVICES; i++)
    ear_store_close (world->stores[i]);
  g_free (world->folder);
}

/* A workbook that took in @paths[from … to) in a random grouping: some straight, some by way of another workbook. */
static EarStore *
gather (World *world, char **paths, guint from, guint to)
{
  EarStore *store = new_store (world);

  while (from < to)
    {
      guint until = from + 1 + pick (to - from);

      if (until - from == 1 || until - from == to - from)
        {
          merge (store, paths[from++]);
        }
      else
        {
          g_autoptr (EarStore) other = gather (world, paths, from, until);
          g_autofree char *path = export (world, other);

          merge (store, path);
          from = until;
        }
    }
  return store;
}

static void
shuffle (char **paths, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint j = pick (i);
      char *held = paths[j];

      paths[j] = paths[i - 1];
      paths[i - 1] = held;
    }
}

static gint64
count (EarStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) counted = ear_store_query (store, sql, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ear_statement_step (counted, &error), ==, EAR_STEP_ROW);
  return ear_statement_get_integer (counted, 0);
}

static void
check_erased (World *world, EarStore *store)
{
  for (guint i = 0; i < N_VOICES; i++)
    {
      g_autoptr (EarRecord) voice = get (store, EAR_KIND_CONTRIBUTION, &world->voices[i]);
      gboolean expected = (world->ever[i] & world->erased_speakers) != 0 || (world->erased_voices & 1u << i) != 0;

      if (voice == NULL ? expected : voice->erased != expected)
        g_error ("voice %u is %s", i, expected ? "not erased, though whose it was is" : "erased, and nobody withdrew it");
    }
  g_assert_cmpint (count (store, "SELECT count (*) FROM codings k JOIN contributions c ON c.n = k.contribution "
                                 "WHERE k.state <> 2 AND c.state = 2"), ==, 0);
  g_assert_cmpint (count (store, "SELECT count (*) FROM history h JOIN contributions c ON c.n = h.n "
                                 "WHERE h.record_table = 'contributions' AND c.state = 2"), ==, 0);
  g_assert_cmpint (count (store, "SELECT count (*) FROM owners_beside b JOIN contributions c ON c.n = b.n "
                                 "WHERE b.record_table = 'contributions' AND c.state = 2"), ==, 0);
}

static void
test_any_order (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  char *paths[N_DEVICES + 1] = { NULL };
  g_autofree char *first = NULL;
  World world;

  world_init (&world, folder);
  for (guint i = 0; i < N_DEVICES; i++)
    paths[i] = export (&world, world.stores[i]);
  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_autoptr (EarStore) store = NULL;
      g_autofree char *other = NULL;

      shuffle (paths, N_DEVICES);
      store = gather (&world, paths, 0, N_DEVICES);
      merge (store, paths[pick (N_DEVICES)]);
      other = digest (store);
      if (first == NULL)
        first = g_strdup (other);
      g_assert_cmpstr (first, ==, other);
      check_erased (&world, store);
    }
  /* And everybody who wrote comes to the same. */
  for (guint i = 0; i < N_DEVICES; i++)
    {
      g_autofree char *other = NULL;

      for (guint j = 0; j < N_DEVICES; j++)
        merge (world.stores[i], paths[j]);
      other = digest (world.stores[i]);
      g_assert_cmpstr (first, ==, other);
      check_erased (&world, world.stores[i]);
    }
  for (guint i = 0; i < N_DEVICES; i++)
    g_free (paths[i]);
  world_clear (&world);
}

static void
test_any_order_often (void)
{
  for (guint i = 0; i < (g_test_thorough () ? 200 : 8); i++)
    test_any_order ();
}

/* The smallest case of it: who said it was put right on a second laptop, and the consent of who was named first
 * withdrawn on a third, which knew of neither. */
static void
test_moved_voice (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  World world = { .folder = folder };
  g_autoptr (EarStore) one = new_store (&world), two = new_store (&world), three = new_store (&world);
  g_autoptr (EarStore) late = new_store (&world), early = new_store (&world);
  g_autoptr (EarRecord) voice = ear_record_new (EAR_KIND_CONTRIBUTION);
  g_autoptr (EarRecord) moved = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL, *put_right = NULL, *withdrawn = NULL, *first = NULL, *second = NULL;
  EarId wrong = ear_id_new (), right = ear_id_new ();

  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "words");
  ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &wrong);
  g_assert_true (put (one, voice));
  said = export (&world, one);
  merge (two, said);
  moved = get (two, EAR_KIND_CONTRIBUTION, &voice->id);
  ear_record_set_id (moved, EAR_CONTRIBUTION_PARTICIPANT, &right);
  g_assert_true (put (two, moved));
  put_right = export (&world, two);
  ear_store_erase (three, EAR_KIND_PARTICIPANT, &wrong, &error);
  g_assert_no_error (error);
  withdrawn = export (&world, three);

  merge (early, put_right);
  merge (early, withdrawn);
  merge (late, withdrawn);
  merge (late, said);
  first = digest (early);
  merge (late, put_right);
  second = digest (late);
  g_assert_cmpint (count (early, "SELECT state FROM contributions"), ==, 2);
  g_assert_cmpint (count (late, "SELECT state FROM contributions"), ==, 2);
  merge (early, said);
  g_free (g_steal_pointer (&first));
  first = digest (early);
  g_assert_cmpstr (first, ==, second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/erasure/moved-voice", test_moved_voice);
  g_test_add_func ("/merge/erasure/any-order", test_any_order_often);
  return g_test_run ();
}
