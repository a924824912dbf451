/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coding voices: what each change writes, that spans follow their words, and that any series of changes can be taken back and
 * brought back, to the letter. */
#include "ear-coding-work.h"
#include "ear-test.h"
#include "ear-voice-work.h"

#include <string.h>

#define N_VOICES 4
#define N_THEMES 3
#define N_STEPS 40

typedef struct
{
  EarTestFolder folder;
  EarStore *store;
  EarRecord *session;
  EarId voices[N_VOICES], themes[N_THEMES], group;
} World;

static const char *const said[N_VOICES] = {
  "nobody asks how I am",
  "the bus 🚌👩‍👩‍👧 came",
  "আমি ভালো আছি",
  "مَرْحَبًا بكم في النادي",
};

static void
put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
}

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);
  g_autoptr (EarRecord) group = ear_record_new (EAR_KIND_GROUP);

  world->folder = ear_test_folder_new ();
  world->store = ear_test_store (world->folder, "book");
  world->session = ear_test_session (world->store, "Drop-in");
  for (guint i = 0; i < N_VOICES; i++)
    {
      g_autoptr (EarRecord) voice = ear_test_voice (world->store, world->session, said[i]);

      world->voices[i] = voice->id;
    }
  for (guint i = 0; i < N_THEMES; i++)
    {
      g_autoptr (EarRecord) theme = ear_record_new (EAR_KIND_THEME);
      g_autofree char *name = g_strdup_printf ("Theme %u", i);

      ear_record_set (theme, EAR_THEME_NAME, name);
      put (world->store, theme);
      world->themes[i] = theme->id;
    }
  ear_record_set (group, EAR_GROUP_NAME, "Carers");
  put (world->store, group);
  world->group = group->id;
  return world;
}

static void
world_free (World *world)
{
  ear_record_free (world->session);
  ear_store_close (world->store);
  ear_test_folder_remove (world->folder);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static GPtrArray *
codings (World *world, guint voice)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = ear_coding_list (world->store, &world->voices[voice], &error);

  g_assert_no_error (error);
  return rows;
}

static void
assert_coding (World *world, guint voice, EarSpanFit fit, const char *words)
{
  g_autoptr (GPtrArray) rows = codings (world, voice);
  const EarCodingRow *row;

  g_assert_cmpuint (rows->len, ==, 1);
  row = rows->pdata[0];
  g_assert_true (row->is_own);
  g_assert_cmpint (row->fit, ==, fit);
  g_assert_cmpstr (row->words, ==, words);
}

static void
test_add (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  EarSpan blank = { 6, 7 }, middle = { 9, 12 }, loose = { 6, 11 };

  /* Without the blank at its end; the same again is nothing new. */
  g_assert_true (ear_coding_add (world->store, &world->voices[0], 1, &world->themes[0], &loose, before, &error));
  assert_coding (world, 0, EAR_SPAN_EXACT, "asks");
  g_assert_true (ear_coding_add (world->store, &world->voices[0], 1, &world->themes[0], &loose, before, &error));
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_false (ear_coding_add (world->store, &world->voices[0], 1, &world->themes[0], &blank, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NO_WORDS);
  g_clear_error (&error);
  /* Never a part of what a reader sees as one character. */
  g_assert_true (ear_coding_add (world->store, &world->voices[1], 1, &world->themes[0], &middle, NULL, &error));
  assert_coding (world, 1, EAR_SPAN_EXACT, "👩‍👩‍👧");
  /* Many voices at once, or none. */
  {
    EarId some[] = { world->voices[2], world->themes[0] };

    g_assert_false (ear_coding_add (world->store, some, 2, &world->themes[0], NULL, NULL, &error));
    g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_HERE);
    g_clear_error (&error);
  }
  rows = codings (world, 2);
  g_assert_cmpuint (rows->len, ==, 0);
  g_assert_true (ear_coding_add (world->store, world->voices + 2, 2, &world->themes[1], NULL, NULL, &error));
  assert_coding (world, 2, EAR_SPAN_WHOLE, NULL);
  assert_coding (world, 3, EAR_SPAN_WHOLE, NULL);
}

/* For the lines in a conversation's list: what was coded of words, in the order of the text, and no more. */
static void
test_spans_of_session (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GHashTable) none = NULL, spans = NULL;
  g_autoptr (GError) error = NULL;
  EarSpan late = { 7, 11 }, early = { 0, 6 };
  GPtrArray *rows;

  g_assert_true (ear_coding_add (world->store, &world->voices[0], 1, &world->themes[0], &late, NULL, &error));
  g_assert_true (ear_coding_add (world->store, &world->voices[0], 1, &world->themes[1], &early, NULL, &error));
  g_assert_true (ear_coding_add (world->store, &world->voices[1], 1, &world->themes[1], NULL, NULL, &error));
  spans = ear_coding_spans (world->store, &world->session->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (spans), ==, 1);
  rows = g_hash_table_lookup (spans, &world->voices[0]);
  g_assert_nonnull (rows);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (((EarCodingRow *) rows->pdata[0])->words, ==, "nobody");
  g_assert_cmpstr (((EarCodingRow *) rows->pdata[1])->words, ==, "asks");
  none = ear_coding_spans (world->store, &world->group, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
}

static void
test_in_vivo (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (GPtrArray) rows = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  EarSpan span = { 0, 11 };
  EarId theme, again;

  g_assert_true (ear_coding_add_in_vivo (world->store, &world->voices[0], &span, &theme, before, &error));
  rows = codings (world, 0);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (((EarCodingRow *) rows->pdata[0])->name, ==, "nobody asks");
  /* The theme that is called so is taken, not made twice. */
  g_assert_true (ear_coding_add_in_vivo (world->store, &world->voices[0], &span, &again, NULL, &error));
  g_assert_true (ear_id_equal (&theme, &again));
  g_assert_true (ear_coding_take_back (world->store, before, &error));
  g_assert_no_error (error);
  none = codings (world, 0);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
rewrite (World *world, guint voice, const char *line)
{
  EarVoiceWork *work = ear_voice_work_new (world->session, &world->voices[voice], line, NULL);
  g_autoptr (GError) error = NULL;

  work->voice = ear_store_get (world->store, EAR_KIND_CONTRIBUTION, &world->voices[voice], &error);
  ear_voice_work_job (world->store, work, NULL, &error);
  g_assert_no_error (error);
  ear_voice_work_free (work);
}

/* The capture line edits a voice, and the codings of its words go along. */
static void
test_follow (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  EarSpan span = { 7, 15 };

  g_assert_true (ear_coding_add (world->store, &world->voices[0], 1, &world->themes[0], &span, NULL, &error));
  assert_coding (world, 0, EAR_SPAN_EXACT, "asks how");
  rewrite (world, 0, "and nobody asks me how I am");
  assert_coding (world, 0, EAR_SPAN_EXACT, "asks me how");
  rewrite (world, 0, "and nobody I am");
  assert_coding (world, 0, EAR_SPAN_LOST, NULL);
  {
    g_autoptr (GPtrArray) rows = codings (world, 0);
    g_autoptr (EarRecord) record = ear_store_get (world->store, EAR_KIND_CODING, &((EarCodingRow *) rows->pdata[0])->id, &error);

    /* What was taken out of the voice is in no coding either. */
    g_assert_null (ear_record_get (record, EAR_CODING_QUOTE));
  }
}

/* Words that were edited where nobody knew of the coding are found again by what it quotes. */
static void
test_elsewhere (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  EarSpan span = { 7, 20 };
  g_autoptr (EarRecord) voice = NULL;

  g_assert_true (ear_coding_add (world->store, &world->voices[0], 1, &world->themes[0], &span, NULL, &error));
  voice = ear_store_get (world->store, EAR_KIND_CONTRIBUTION, &world->voices[0], &error);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "At home nobody asks how I am");
  put (world->store, voice);
  assert_coding (world, 0, EAR_SPAN_MOVED, "asks how I am");
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "Nobody asks me how I am");
  put (world->store, voice);
  assert_coding (world, 0, EAR_SPAN_CHANGED, "asks me how I am");
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "The soup was cold");
  put (world->store, voice);
  assert_coding (world, 0, EAR_SPAN_LOST, NULL);
}

/* One coder's view becomes the other's, both ways round, and can be taken back. */
static void
test_settle (void)
{
  static const char *const coders[] = { "R1", "R2", NULL };
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) before = ear_codebook_before_new (), first = NULL, then = NULL;
  g_autoptr (GError) error = NULL;
  EarSpan span = { 0, 6 };

  ear_coding_add_as (world->store, &world->voices[0], &world->themes[0], &span, "R1", NULL, &error);
  ear_coding_add_as (world->store, &world->voices[0], &world->themes[0], NULL, "R2", NULL, &error);
  ear_coding_add_as (world->store, &world->voices[0], &world->themes[1], NULL, "R2", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ear_coding_settle (world->store, &world->voices[0], &world->themes[0], coders, "R1", before, &error));
  first = codings (world, 0);
  g_assert_cmpuint (first->len, ==, 3);
  for (guint i = 0; i < first->len; i++)
    {
      const EarCodingRow *row = first->pdata[i];

      g_assert_cmpstr (row->words, ==, ear_id_equal (&row->theme, &world->themes[0]) ? "nobody" : NULL);
    }
  g_assert_true (ear_coding_take_back (world->store, before, &error));
  g_assert_true (ear_coding_settle (world->store, &world->voices[0], &world->themes[1], coders, "R1", NULL, &error));
  then = codings (world, 0);
  g_assert_cmpuint (then->len, ==, 2);
  g_assert_null (((EarCodingRow *) then->pdata[0])->words);
}

static gboolean
write_record (const EarRecord *record, gpointer data, GError **error G_GNUC_UNUSED)
{
  char id[EAR_ID_TEXT_SIZE];

  if (record->erased || ear_record_is_deleted (record))
    return TRUE;
  g_string_append_printf (data, "%d %s", record->kind, ear_id_format (&record->id, id));
  for (guint i = 0; i < ear_kind_info (record->kind)->n_fields; i++)
    g_string_append_printf (data, "|%s", ear_record_get (record, i) == NULL ? "" : ear_record_get (record, i));
  g_string_append_c (data, '\n');
  return TRUE;
}

/* A digest of all that shows. Stamps are left out: taking back is an edit, that other laptops must learn of. */
static char *
digest (World *world)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (EarKind kind = 0; kind < EAR_N_KINDS; kind++)
    ear_store_foreach (world->store, kind, write_record, text, &error);
  g_assert_no_error (error);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
}

static gboolean
random_span (GRand *random, const char *text, EarSpan *span)
{
  gint64 n = text == NULL ? 0 : g_utf8_strlen (text, -1);

  span->start = g_rand_int_range (random, 0, (int) MAX (n, 1));
  span->end = g_rand_int_range (random, (int) span->start, (int) n + 1);
  return TRUE;
}

/* One change such as the desk makes. FALSE where it refused, which changes nothing. */
static gboolean
do_something (World *world, GRand *random, EarCodebookBefore *before)
{
  static const char *const feelings[] = { "working-well", "not-working", NULL };
  guint voice = (guint) g_rand_int_range (random, 0, N_VOICES);
  const EarId *theme = &world->themes[g_rand_int_range (random, 0, N_THEMES)];
  g_autoptr (EarRecord) record = ear_store_get (world->store, EAR_KIND_CONTRIBUTION, &world->voices[voice], NULL);
  g_autoptr (GPtrArray) rows = codings (world, voice);
  const EarCodingRow *row = rows->len == 0 ? NULL : rows->pdata[g_rand_int_range (random, 0, (int) rows->len)];
  EarSpan span;
  EarId made;

  random_span (random, ear_record_get (record, EAR_CONTRIBUTION_TEXT), &span);
  switch (g_rand_int_range (random, 0, 9))
    {
    case 0:
      return ear_coding_add (world->store, world->voices, N_VOICES, theme, NULL, before, NULL);
    case 1:
    case 2:
      return ear_coding_add (world->store, &world->voices[voice], 1, theme, &span, before, NULL);
    case 3:
      return ear_coding_add_in_vivo (world->store, &world->voices[voice], &span, &made, before, NULL);
    case 4:
      return row != NULL && ear_coding_set_memo (world->store, &row->id, "because", before, NULL);
    case 5:
      return row != NULL && ear_coding_remove (world->store, &row->id, 1, before, NULL);
    case 6:
      return ear_voices_set (world->store, world->voices, N_VOICES, EAR_CONTRIBUTION_FEELING,
                             feelings[g_rand_int_range (random, 0, 3)], before, NULL);
    case 7:
      return ear_voices_add_group (world->store, &world->voices[voice], 1, &world->group, before, NULL);
    default:
      return ear_coding_new_theme (world->store, &world->voices[voice], 1, "A new one", NULL, before, NULL);
    }
}

static void
test_take_back (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  GRand *random = g_rand_new_with_seed (seed);
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);
  guint at = 0;

  g_test_message ("seed %u", seed);
  g_ptr_array_add (digests, digest (world));
  for (guint i = 0; i < 3 * N_STEPS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *now = NULL;
      int choice = g_rand_int_range (random, 0, 4);

      if (choice < 2)
        {
          GPtrArray *before = ear_codebook_before_new ();

          if (!do_something (world, random, before))
            g_ptr_array_set_size (before, 0);
          g_ptr_array_set_size (steps, (int) at);
          g_ptr_array_set_size (digests, (int) at + 1);
          g_ptr_array_add (steps, before);
          g_ptr_array_add (digests, digest (world));
          at++;
        }
      else if (choice == 2 && at > 0)
        ear_coding_take_back (world->store, steps->pdata[--at], &error);
      else if (choice == 3 && at < steps->len)
        ear_coding_take_back (world->store, steps->pdata[at++], &error);
      g_assert_no_error (error);
      now = digest (world);
      g_assert_cmpstr (now, ==, digests->pdata[at]);
    }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coding/add", test_add);
  g_test_add_func ("/coding/spans-of-session", test_spans_of_session);
  g_test_add_func ("/coding/in-vivo", test_in_vivo);
  g_test_add_func ("/coding/follow", test_follow);
  g_test_add_func ("/coding/elsewhere", test_elsewhere);
  g_test_add_func ("/coding/settle", test_settle);
  g_test_add_func ("/coding/take-back", test_take_back);
  return g_test_run ();
}
