/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One change of many voices: which get it, that it is taken back and done again to the letter, and that one which is stopped
 * leaves nothing behind; and filters that were given a name. */
#include <string.h>

#include "ear-batch-work.h"
#include "ear-saved-filters.h"
#include "ear-terms.h"
#include "ear-test.h"

#define N_VOICES 200

typedef struct
{
  EarTestFolder folder;
  EarStore *store;
  EarId theme, carers, women;
  EarVoiceRows *rows;
  GArray *ranges; /* some of them: 10 to 19, and 100 */
} World;

static EarId
put_named (EarStore *store, EarKind kind, guint field, const char *name)
{
  g_autoptr (EarRecord) record = ear_record_new (kind);
  g_autoptr (GError) error = NULL;

  ear_record_set (record, field, name);
  ear_store_put (store, record, &error);
  g_assert_no_error (error);
  return record->id;
}

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);
  const guint ranges[] = { 10, 10, 100, 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRecord) session = NULL;

  world->folder = ear_test_folder_new ();
  world->store = ear_test_store (world->folder, "book");
  session = ear_test_session (world->store, "Drop-in");
  for (guint i = 0; i < N_VOICES; i++)
    {
      g_autofree char *text = g_strdup_printf ("voice %u", i);
      g_autoptr (EarRecord) voice = ear_test_voice (world->store, session, text);

      ear_record_set (voice, EAR_CONTRIBUTION_PERMISSION, i % 3 == 0 ? NULL : i % 3 == 1 ? EAR_PERMISSION_QUOTE : "count");
      ear_store_put (world->store, voice, &error);
      g_assert_no_error (error);
    }
  world->theme = put_named (world->store, EAR_KIND_THEME, EAR_THEME_NAME, "Buses");
  world->carers = put_named (world->store, EAR_KIND_GROUP, EAR_GROUP_NAME, "Carers");
  world->women = put_named (world->store, EAR_KIND_GROUP, EAR_GROUP_NAME, "Women");
  world->rows = ear_voice_rows_find (world->store, NULL, &error);
  g_assert_no_error (error);
  world->ranges = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_vals (world->ranges, ranges, G_N_ELEMENTS (ranges));
  return world;
}

static void
world_free (World *world)
{
  ear_voice_rows_unref (world->rows);
  g_array_unref (world->ranges);
  ear_store_close (world->store);
  ear_test_folder_remove (world->folder);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* All voices as they show, a line each. */
static char *
show (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) voices = ear_voice_rows_read (world->store, world->rows, 0, G_MAXUINT, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < voices->len; i++)
    {
      const EarVoice *voice = voices->pdata[i];

      g_string_append_printf (text, "%s %s %s %s %s\n", voice->text, voice->permission, voice->feeling == NULL ? "-" : voice->feeling,
                              voice->themes == NULL ? "-" : voice->themes, voice->groups == NULL ? "-" : voice->groups);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
perform (World *world, EarBatch *batch)
{
  g_autoptr (GError) error = NULL;

  ear_batch_do (world->store, batch, world->rows, world->ranges, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
turn_back (World *world, EarBatch *batch)
{
  g_autoptr (GError) error = NULL;

  ear_batch_take_back (world->store, batch, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Does it, and looks whether those that were meant show it and no other; then back, again, and back. */
static void
check_batch (World *world, EarBatchKind kind, const EarId *record, guint field, const char *value, const char *shows)
{
  g_autoptr (EarBatch) batch = ear_batch_new (kind, record, field, value);
  g_autofree char *before = show (world), *after = NULL, *back = NULL, *again = NULL;
  g_auto (GStrv) was = NULL, now = NULL;

  perform (world, batch);
  after = show (world);
  was = g_strsplit (before, "\n", -1);
  now = g_strsplit (after, "\n", -1);
  for (guint i = 0; i < N_VOICES; i++)
    {
      gboolean meant = (i >= 10 && i < 20) || i == 100;

      g_assert_true (meant ? strstr (now[i], shows) != NULL : g_str_equal (was[i], now[i]));
    }
  g_assert_cmpuint (ear_batch_get_n_changes (batch), >, 0);
  turn_back (world, batch);
  back = show (world);
  g_assert_cmpstr (back, ==, before);
  turn_back (world, batch);
  again = show (world);
  g_assert_cmpstr (again, ==, after);
  turn_back (world, batch);
}

static void
test_kinds (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (EarBatch) women = ear_batch_new (EAR_BATCH_GROUP, &world->women, 0, NULL);

  check_batch (world, EAR_BATCH_THEME, &world->theme, 0, NULL, " Buses ");
  check_batch (world, EAR_BATCH_GROUP, &world->carers, 0, NULL, " Carers");
  check_batch (world, EAR_BATCH_FIELD, NULL, EAR_CONTRIBUTION_PERMISSION, "internal", " internal ");
  check_batch (world, EAR_BATCH_FIELD, NULL, EAR_CONTRIBUTION_FEELING, EAR_TERMS_FEELING[0], EAR_TERMS_FEELING[0]);
  perform (world, women);
  check_batch (world, EAR_BATCH_GROUP, &world->carers, 0, NULL, " Carers; Women");
  check_batch (world, EAR_BATCH_ONLY_GROUP, &world->carers, 0, NULL, " - Carers");
}

/* What says nothing new changes nothing. */
static void
test_twice (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (EarBatch) once = ear_batch_new (EAR_BATCH_THEME, &world->theme, 0, NULL);
  g_autoptr (EarBatch) twice = ear_batch_new (EAR_BATCH_THEME, &world->theme, 0, NULL);

  perform (world, once);
  perform (world, twice);
  g_assert_cmpuint (ear_batch_get_n_changes (once), ==, 11);
  g_assert_cmpuint (ear_batch_get_n_changes (twice), ==, 0);
}

static void
stop_cb (double fraction, gpointer cancellable)
{
  g_assert_cmpfloat (fraction, <=, 1);
  if (fraction > 0.5)
    g_cancellable_cancel (cancellable);
}

static void
test_stopped (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (EarBatch) batch = ear_batch_new (EAR_BATCH_THEME, &world->theme, 0, NULL);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = show (world), *after = NULL;
  g_autoptr (GError) error = NULL;
  const guint ranges[] = { 0, N_VOICES };

  g_array_append_vals (all, ranges, 2);
  g_assert_false (ear_batch_do (world->store, batch, world->rows, all, stop_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = show (world);
  g_assert_cmpstr (after, ==, before);
}

/* Taking it back leaves what somebody said since, and voices that went meanwhile are passed over. */
static void
test_since (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (EarBatch) batch = ear_batch_new (EAR_BATCH_FIELD, NULL, EAR_CONTRIBUTION_PERMISSION, "internal");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) voices = ear_voice_rows_read (world->store, world->rows, 10, 2, &error);
  const EarVoice *changed = voices->pdata[0], *gone = voices->pdata[1];
  g_autoptr (EarRecord) record = NULL;
  g_autoptr (GPtrArray) now = NULL;

  g_assert_true (ear_store_set_deleted (world->store, EAR_KIND_CONTRIBUTION, &gone->id, TRUE, &error));
  perform (world, batch);
  g_assert_cmpuint (ear_batch_get_n_changes (batch), ==, 10);
  record = ear_store_get (world->store, EAR_KIND_CONTRIBUTION, &changed->id, &error);
  ear_record_set (record, EAR_CONTRIBUTION_PERMISSION, "count");
  g_assert_true (ear_store_put (world->store, record, &error));
  turn_back (world, batch);
  now = ear_voice_rows_read (world->store, world->rows, 10, 1, &error);
  g_assert_cmpstr (((EarVoice *) now->pdata[0])->permission, ==, "count");
}

static char *
list_saved (EarStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = ear_saved_filters_list (store, &error);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++)
    g_string_append_printf (names, "%s;", ((EarSavedFilter *) all->pdata[i])->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
assert_saved (EarStore *store, const char *names)
{
  g_autofree char *found = list_saved (store);

  g_assert_cmpstr (found, ==, names);
}

static void
test_saved (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (EarVoiceQuery) query = ear_voice_query_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  const EarVoiceQuery *kept;

  g_set_str (&query->search, "it's \"here\" বাংলা");
  query->group = world->carers;
  g_set_str (&query->coder, "R1");
  g_set_str (&query->from, "2026-04-01");
  query->uncoded = TRUE;
  query->sort = EAR_VOICE_SORT_PLACE;
  g_assert_true (ear_saved_filters_set (world->store, "  Mine ", query, &error));
  g_assert_true (ear_saved_filters_set (world->store, "Another", query, &error));
  assert_saved (world->store, "Another;Mine;");
  g_assert_true (ear_saved_filters_set (world->store, "mine", query, &error));
  assert_saved (world->store, "Another;mine;");
  g_assert_true (ear_saved_filters_rename (world->store, "Another", "zebra", &error));
  assert_saved (world->store, "mine;zebra;");
  g_assert_true (ear_saved_filters_set (world->store, "zebra", NULL, &error));
  all = ear_saved_filters_list (world->store, &error);
  g_assert_cmpuint (all->len, ==, 1);
  kept = ((EarSavedFilter *) all->pdata[0])->query;
  g_assert_cmpstr (kept->search, ==, query->search);
  g_assert_true (ear_id_equal (&kept->group, &world->carers));
  g_assert_true (ear_id_is_none (&kept->theme));
  g_assert_cmpstr (kept->coder, ==, "R1");
  g_assert_cmpstr (kept->from, ==, "2026-04-01");
  g_assert_null (kept->to);
  g_assert_true (kept->uncoded);
  g_assert_false (kept->needs_look);
  g_assert_cmpint (kept->sort, ==, EAR_VOICE_SORT_PLACE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture/batch/kinds", test_kinds);
  g_test_add_func ("/capture/batch/twice", test_twice);
  g_test_add_func ("/capture/batch/stopped", test_stopped);
  g_test_add_func ("/capture/batch/since", test_since);
  g_test_add_func ("/capture/saved-filters", test_saved);
  return g_test_run ();
}
