/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several real workbooks on clocks that disagree, with random edits, deletes, erasures and moves, exchanged as files in
 * random order with losses and repeats. Once everybody has heard everybody: one digest; every word typed and not erased is
 * somewhere; no erased word is anywhere; trees are forests. GLib prints the seed; --seed repeats a run. */
#include <glib/gstdio.h>

#include "ear-exchange.h"
#include "ear-test.h"

#define N_DEVICES 4
#define N_ROUNDS 6
#define OPERATIONS_A_ROUND 25

typedef struct
{
  char *folder;
  EarStore *stores[N_DEVICES];
  GPtrArray *ids[EAR_N_KINDS]; /* EarId *: made by anybody */
  GHashTable *words;           /* the word typed → EarId * of its contribution */
  GHashTable *erased;          /* EarId * of contributions */
  guint n_words;
} World;

static void
world_init (World *world, const char *folder)
{
  *world = (World) { .folder = g_strdup (folder) };
  for (guint i = 0; i < EAR_N_KINDS; i++)
    world->ids[i] = g_ptr_array_new_with_free_func (g_free);
  world->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  world->erased = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  for (guint i = 0; i < N_DEVICES; i++)
    {
      g_autofree char *name = g_strdup_printf ("device-%u", i);

      world->stores[i] = ear_test_store (folder, name);
    }
}

static void
world_clear (World *world)
{
  for (guint i = 0; i < N_DEVICES; i++)
    ear_store_close (world->stores[i]);
  for (guint i = 0; i < EAR_N_KINDS; i++)
    g_ptr_array_unref (world->ids[i]);
  g_hash_table_unref (world->words);
  g_hash_table_unref (world->erased);
  g_free (world->folder);
}

static guint
pick (guint below)
{
  return (guint) g_test_rand_int_range (0, (gint32) below);
}

static EarStore *
any_store (World *world)
{
  return world->stores[pick (N_DEVICES)];
}

/* A record of a kind that this store has heard of, or NULL. */
static EarRecord *
any_record (World *world, EarStore *store, EarKind kind)
{
  g_autoptr (GError) error = NULL;
  EarRecord *record;

  if (world->ids[kind]->len == 0)
    return NULL;
  record = ear_store_get (store, kind, world->ids[kind]->pdata[pick (world->ids[kind]->len)], &error);
  g_assert_no_error (error);
  return record;
}

static void
remember (World *world, const EarRecord *record)
{
  g_ptr_array_add (world->ids[record->kind], g_memdup2 (&record->id, sizeof record->id));
}

static void
put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
}

static char *
new_word (World *world, const EarId *contribution)
{
  char *word = g_strdup_printf ("word%ux", world->n_words++);

  g_hash_table_insert (world->words, g_strdup (word), g_memdup2 (contribution, sizeof *contribution));
  return word;
}

static void
add_theme (World *world, EarStore *store)
{
  g_autoptr (EarRecord) theme = ear_record_new (EAR_KIND_THEME);
  g_autofree char *name = g_strdup_printf ("Theme %u", world->ids[EAR_KIND_THEME]->len);

  ear_record_set (theme, EAR_THEME_NAME, name);
  put (store, theme);
  remember (world, theme);
}

static void
move_theme (World *world, EarStore *store)
{
  g_autoptr (EarRecord) theme = any_record (world, store, EAR_KIND_THEME);

  if (theme == NULL)
    return;
  ear_record_set_id (theme, EAR_THEME_PARENT,
                     pick (5) == 0 ? NULL : world->ids[EAR_KIND_THEME]->pdata[pick (world->ids[EAR_KIND_THEME]->len)]);
  put (store, theme);
}

static void
add_voice (World *world, EarStore *store)
{
  g_autoptr (EarRecord) voice = ear_record_new (EAR_KIND_CONTRIBUTION);
  g_autofree char *word = new_word (world, &voice->id);

  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, word);
  ear_record_set (voice, EAR_CONTRIBUTION_FEELING, "idea");
  put (store, voice);
  remember (world, voice);
}

static void
edit_voice (World *world, EarStore *store)
{
  g_autoptr (EarRecord) voice = any_record (world, store, EAR_KIND_CONTRIBUTION);
  g_autofree char *word = NULL;

  if (voice == NULL || voice->erased)
    return;
  word = new_word (world, &voice->id);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, word);
  if (pick (3) == 0)
    ear_record_set (voice, EAR_CONTRIBUTION_FEELING, pick (2) ? NULL : "not-working");
  put (store, voice);
}

static void
toggle_deleted (World *world, EarStore *store)
{
  EarKind kind = pick (2) ? EAR_KIND_CONTRIBUTION : EAR_KIND_THEME;
  g_autoptr (EarRecord) record = any_record (world, store, kind);
  g_autoptr (GError) error = NULL;

  if (record == NULL || record->erased)
    return;
  ear_store_set_deleted (store, kind, &record->id, !ear_record_is_deleted (record), &error);
  g_assert_no_error (error);
}

static void
erase_voice (World *world, EarStore *store)
{
  g_autoptr (EarRecord) voice = any_record (world, store, EAR_KIND_CONTRIBUTION);
  g_autoptr (GError) error = NULL;

  if (voice == NULL || pick (3) != 0)
    return;
  ear_store_erase (store, EAR_KIND_CONTRIBUTION, &voice->id, &error);
  g_assert_no_error (error);
  g_hash_table_add (world->erased, g_memdup2 (&voice->id, sizeof voice->id));
}

static void
code_voice (World *world, EarStore *store)
{
  g_autoptr (EarRecord) voice = any_record (world, store, EAR_KIND_CONTRIBUTION);
  g_autoptr (EarRecord) theme = any_record (world, store, EAR_KIND_THEME);
  g_autoptr (EarRecord) coding = NULL;
  g_autoptr (EarRecord) here = NULL;
  g_autoptr (GError) error = NULL;
  EarId id;

  if (voice == NULL || theme == NULL || voice->erased)
    return;
  id = ear_id_derive_link ("coding", &voice->id, &theme->id);
  here = ear_store_get (store, EAR_KIND_CODING, &id, &error);
  g_assert_no_error (error);
  if (here != NULL && here->erased)
    return;
  coding = ear_record_new_with_id (EAR_KIND_CODING, &id);
  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &voice->id);
  ear_record_set_id (coding, EAR_CODING_THEME, &theme->id);
  put (store, coding);
}

static void
act (World *world)
{
  static void (*const operations[]) (World *, EarStore *)
    = { add_theme, move_theme, move_theme, add_voice, add_voice, edit_voice, edit_voice, toggle_deleted, erase_voice, code_voice };

  operations[pick (G_N_ELEMENTS (operations))](world, any_store (world));
}

static void
send (World *world, guint from, guint to)
{
  g_autofree char *path = g_strdup_printf ("%s/from-%u.xml", world->folder, from);
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  ear_bundle_export (world->stores[from], path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ear_bundle_merge (world->stores[to], path, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* An older file of somebody's, if there is one: late or for the second time. */
static void
send_again (World *world)
{
  g_autofree char *path = g_strdup_printf ("%s/from-%u.xml", world->folder, pick (N_DEVICES));
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  ear_bundle_merge (any_store (world), path, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
exchange_all (World *world)
{
  for (guint i = 1; i < N_DEVICES; i++)
    send (world, i, 0);
  for (guint i = 1; i < N_DEVICES; i++)
    send (world, 0, i);
}

static char *
digest (EarStore *store)
{
  g_autoptr (GError) error = NULL;
  char *text = ear_bundle_digest (store, &error);

  g_assert_no_error (error);
  return text;
}

static gboolean
holds (EarStore *store, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) find
    = ear_store_query (store,
                       "SELECT EXISTS (SELECT 1 FROM contributions WHERE text = ?1)"
                       " OR EXISTS (SELECT 1 FROM field_versions WHERE value = ?1)"
                       " OR EXISTS (SELECT 1 FROM history WHERE value = ?1)"
                       " OR EXISTS (SELECT 1 FROM voices_search (?1))",
                       &error);

  g_assert_no_error (error);
  ear_statement_bind_text (find, 1, word);
  g_assert_cmpint (ear_statement_step (find, &error), ==, EAR_STEP_ROW);
  return ear_statement_get_integer (find, 0) != 0;
}

static void
check_words (World *world)
{
  GHashTableIter iter;
  gpointer word, contribution;

  g_hash_table_iter_init (&iter, world->words);
  while (g_hash_table_iter_next (&iter, &word, &contribution))
    {
      gboolean erased = g_hash_table_contains (world->erased, contribution);
      guint n_holding = 0;

      for (guint i = 0; i < N_DEVICES; i++)
        n_holding += holds (world->stores[i], word);
      if (erased && n_holding > 0)
        g_error ("“%s” was erased and is in %u workbooks", (char *) word, n_holding);
      if (!erased && n_holding == 0)
        g_error ("“%s” was typed and is in no workbook", (char *) word);
    }
}

static void
check_forest (EarStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) count
    = ear_store_query (store,
                       "SELECT (SELECT count (*) FROM themes WHERE state = 0)"
                       " - (SELECT count (*) FROM ancestry WHERE record_table = 'themes' AND depth = 0),"
                       " (SELECT count (*) FROM ancestry a JOIN ancestry b ON a.record_table = b.record_table AND a.node = b.ancestor"
                       " AND a.ancestor = b.node WHERE a.node <> a.ancestor)",
                       &error);

  g_assert_no_error (error);
  g_assert_cmpint (ear_statement_step (count, &error), ==, EAR_STEP_ROW);
  g_assert_cmpint (ear_statement_get_integer (count, 0), ==, 0);
  g_assert_cmpint (ear_statement_get_integer (count, 1), ==, 0);
}

static void
test_convergence (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  World world;

  world_init (&world, folder);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autofree char *first = NULL;

      for (guint i = 0; i < OPERATIONS_A_ROUND; i++)
        {
          act (&world);
          if (pick (4) == 0)
            send (&world, pick (N_DEVICES), pick (N_DEVICES));
          if (pick (8) == 0)
            send_again (&world);
        }
      exchange_all (&world);
      first = digest (world.stores[0]);
      for (guint i = 1; i < N_DEVICES; i++)
        {
          g_autofree char *other = digest (world.stores[i]);

          g_assert_cmpstr (first, ==, other);
          check_forest (world.stores[i]);
        }
      check_words (&world);
    }
  g_assert_cmpuint (world.n_words, >, 20);
  world_clear (&world);
}

/* A into B is B into A; and the same in the other order of three. */
static void
test_order_does_not_matter (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  World world;
  g_autofree char *first = NULL, *second = NULL;

  world_init (&world, folder);
  for (guint i = 0; i < 40; i++)
    act (&world);
  /* 1 and 2 are the sources; 0 hears 1 then 2, and 3 hears 2 then 1 then 2 again. 0 and 3 tell each other. */
  send (&world, 1, 0);
  send (&world, 2, 0);
  send (&world, 2, 3);
  send (&world, 1, 3);
  send (&world, 2, 3);
  send (&world, 0, 3);
  send (&world, 3, 0);
  first = digest (world.stores[0]);
  second = digest (world.stores[3]);
  g_assert_cmpstr (first, ==, second);
  world_clear (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/convergence", test_convergence);
  g_test_add_func ("/merge/order-does-not-matter", test_order_does_not_matter);
  return g_test_run ();
}
