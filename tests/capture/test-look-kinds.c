/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs a look, of every type of field and every reason, among many and at random. */
#include <string.h>

#include "ear-look-sql.h"
#include "look-world.h"

/* Values of every type, and two who said the same. */
static void
test_types (void)
{
  g_autoptr (LookWorld) world = look_world_new ();
  char id[EAR_ID_TEXT_SIZE];
  const struct
  {
    guint field;
    const char *ours, *theirs, *shown, *rival;
  } cases[] = {
    { EAR_CONTRIBUTION_FEELING, "idea", "question", "Question", "Idea" },
    { EAR_CONTRIBUTION_FEELING, "mixed", "mixed", NULL, NULL },
    { EAR_CONTRIBUTION_VERBATIM, "true", "true", NULL, NULL },
    { EAR_CONTRIBUTION_POSITION, "7", "9", "9", "7" },
    { EAR_CONTRIBUTION_POSITION, "11", "11", NULL, NULL },
    { EAR_CONTRIBUTION_SESSION, NULL, ear_id_format (&world->session->id, id), NULL, NULL },
    { EAR_CONTRIBUTION_SAID_AT, "2026-11-12", NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) items = NULL;

      look_set (world->laptops[0], EAR_KIND_CONTRIBUTION, &world->voice, cases[i].field, cases[i].ours);
      look_set (world->laptops[1], EAR_KIND_CONTRIBUTION, &world->voice, cases[i].field, cases[i].theirs);
      look_tell_all (world);
      items = look_list (world->laptops[2]);
      g_assert_cmpuint (items->len, ==, cases[i].shown == NULL ? 0 : 1);
      if (items->len == 0)
        continue;
      g_assert_cmpstr (look_value_of (items->pdata[0], 0)->text, ==, cases[i].shown);
      g_assert_cmpstr (look_value_of (items->pdata[0], 1)->text, ==, cases[i].rival);
      look_keep (world->laptops[2], 0, NULL);
      look_tell_all (world);
    }
}

/* Moved to two speakers: both are called by their names. */
static void
test_reference (void)
{
  g_autoptr (LookWorld) world = look_world_new ();
  char ids[2][EAR_ID_TEXT_SIZE];
  g_autoptr (EarLookItem) item = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (EarRecord) speaker = ear_record_new (EAR_KIND_PARTICIPANT);
      g_autoptr (GError) error = NULL;

      ear_record_set (speaker, EAR_PARTICIPANT_LABEL, i == 0 ? "P1" : "P2");
      g_assert_true (ear_store_put (world->laptops[i], speaker, &error));
      ear_id_format (&speaker->id, ids[i]);
      look_set (world->laptops[i], EAR_KIND_CONTRIBUTION, &world->voice, EAR_CONTRIBUTION_PARTICIPANT, ids[i]);
    }
  look_tell_all (world);
  item = look_only (world->laptops[2]);
  g_assert_cmpstr (look_value_of (item, 0)->text, ==, "P2");
  g_assert_cmpstr (look_value_of (item, 1)->text, ==, "P1");
  g_assert_cmpstr (item->speaker, ==, "P2");
  look_keep (world->laptops[2], 1, NULL);
  look_tell_all (world);
  for (guint i = 0; i < LOOK_N_LAPTOPS; i++)
    {
      g_autoptr (EarRecord) voice = look_get (world->laptops[i], EAR_KIND_CONTRIBUTION, &world->voice);

      g_assert_cmpstr (ear_record_get (voice, EAR_CONTRIBUTION_PARTICIPANT), ==, ids[0]);
    }
}

static void
delete_at (LookWorld *world, guint laptop, gboolean deleted)
{
  look_set (world->laptops[laptop], EAR_KIND_CONTRIBUTION, &world->voice, EAR_FIELD_DELETED, deleted ? "true" : NULL);
}

/* Deleted by one, and written in by another who had not seen that. */
static void
test_deleted (void)
{
  for (guint value = 0; value < 2; value++)
    {
      g_autoptr (LookWorld) world = look_world_new ();
      g_autoptr (EarLookItem) item = NULL;

      delete_at (world, 0, TRUE);
      look_say (world, 1, "The bus never came at all");
      look_tell_all (world);
      item = look_only (world->laptops[2]);
      g_assert_cmpint (item->reason, ==, EAR_LOOK_DELETED);
      g_assert_cmpstr (look_value_of (item, 0)->value, ==, "true");
      g_assert_cmpstr (look_value_of (item, 0)->device, ==, "ours");
      g_assert_cmpstr (look_value_of (item, 1)->text, ==, "The bus never came at all");
      g_assert_cmpstr (look_value_of (item, 1)->device, ==, "theirs");
      look_keep (world->laptops[2], value, NULL);
      look_assert_settled (world, "The bus never came at all");
      {
        g_autoptr (EarRecord) voice = look_get (world->laptops[0], EAR_KIND_CONTRIBUTION, &world->voice);

        g_assert_cmpint (ear_record_is_deleted (voice), ==, value == 0);
      }
    }
}

/* Deleted by one and brought back by another, blind; and a deletion of what had been seen is no question. */
static void
test_deletion_rivals (void)
{
  g_autoptr (LookWorld) world = look_world_new ();
  g_autoptr (EarLookItem) item = NULL;
  g_autoptr (GPtrArray) items = NULL;

  look_say (world, 1, "The bus never came at all");
  look_tell_all (world);
  delete_at (world, 0, TRUE);
  look_tell_all (world);
  items = look_list (world->laptops[1]);
  g_assert_cmpuint (items->len, ==, 0);
  delete_at (world, 1, FALSE);
  delete_at (world, 0, FALSE);
  delete_at (world, 0, TRUE);
  look_tell_all (world);
  item = look_only (world->laptops[2]);
  g_assert_cmpint (item->reason, ==, EAR_LOOK_RIVALS);
  g_assert_cmpuint (item->field, ==, EAR_FIELD_DELETED);
  look_keep (world->laptops[2], 1, NULL);
  look_assert_settled (world, "The bus never came at all");
}

static EarId
add_theme (EarStore *store, const char *name)
{
  g_autoptr (EarRecord) theme = ear_record_new (EAR_KIND_THEME);
  g_autoptr (GError) error = NULL;

  ear_record_set (theme, EAR_THEME_NAME, name);
  g_assert_true (ear_store_put (store, theme, &error));
  return theme->id;
}

static EarId
parent_of (EarStore *store, const EarId *theme)
{
  g_autoptr (EarRecord) record = look_get (store, EAR_KIND_THEME, theme);
  EarId parent = EAR_ID_NONE;

  ear_record_get_id (record, EAR_THEME_PARENT, &parent);
  return parent;
}

static void
move (EarStore *store, const EarId *theme, const EarId *parent)
{
  char text[EAR_ID_TEXT_SIZE];

  look_set (store, EAR_KIND_THEME, theme, EAR_THEME_PARENT, ear_id_format (parent, text));
}

/* Two moves that are fine alone make a circle; the latest is left out, until somebody says which is meant. */
static void
test_circle (void)
{
  for (guint value = 0; value < 2; value++)
    {
      g_autoptr (LookWorld) world = look_world_new ();
      g_autoptr (EarLookItem) item = NULL;
      EarId one = add_theme (world->laptops[0], "One"), other = add_theme (world->laptops[0], "Other"), parent;

      look_tell_all (world);
      move (world->laptops[0], &one, &other);
      move (world->laptops[1], &other, &one);
      look_tell_all (world);
      item = look_only (world->laptops[2]);
      g_assert_cmpint (item->reason, ==, EAR_LOOK_CIRCLE);
      g_assert_true (ear_id_equal (&item->id, &other));
      g_assert_null (look_value_of (item, 0)->value);
      g_assert_cmpstr (look_value_of (item, 1)->text, ==, "One");
      g_assert_cmpstr (look_value_of (item, 1)->device, ==, "theirs");
      look_keep (world->laptops[2], value, NULL);
      look_tell_all (world);
      for (guint i = 0; i < LOOK_N_LAPTOPS; i++)
        {
          g_autoptr (GPtrArray) items = look_list (world->laptops[i]);

          g_assert_cmpuint (items->len, ==, 0);
          parent = parent_of (world->laptops[i], value == 0 ? &one : &other);
          g_assert_true (ear_id_equal (&parent, value == 0 ? &other : &one));
          parent = parent_of (world->laptops[i], value == 0 ? &other : &one);
          g_assert_true (ear_id_is_none (&parent));
        }
    }
}

/* Everything at once, and taken back at once; in pages too. */
static void
test_many (void)
{
  g_autoptr (LookWorld) world = look_world_new ();
  g_autoptr (GPtrArray) before = ear_look_before_new ();
  g_autoptr (GPtrArray) items = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  for (guint i = 0; i < 7; i++)
    {
      g_autoptr (EarRecord) voice = ear_test_voice (world->laptops[0], world->session, "said");

      look_tell (world->laptops[0], world->laptops[1]);
      look_set (world->laptops[0], EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_TEXT, "ours");
      look_set (world->laptops[1], EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_TEXT, "theirs");
    }
  look_set (world->laptops[0], EAR_KIND_SESSION, &world->session->id, EAR_SESSION_TITLE, "ours");
  look_set (world->laptops[1], EAR_KIND_SESSION, &world->session->id, EAR_SESSION_TITLE, "theirs");
  look_tell (world->laptops[1], world->laptops[0]);
  items = look_list (world->laptops[0]);
  g_assert_cmpuint (items->len, ==, 8);
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (GPtrArray) page = ear_look_list (world->laptops[0], i, 1, &error);

      g_assert_cmpuint (page->len, ==, 1);
      g_assert_cmpstr (((EarLookItem *) page->pdata[0])->handle, ==, ((EarLookItem *) items->pdata[i])->handle);
    }
  g_assert_true (ear_look_dismiss_all (world->laptops[0], &n, before, &error));
  g_assert_cmpuint (n, ==, 8);
  g_assert_cmpint (ear_look_count (world->laptops[0], &error), ==, 0);
  look_take_back (world->laptops[0], before, TRUE);
  again = look_list (world->laptops[0]);
  g_assert_cmpuint (again->len, ==, 8);
  for (guint i = 0; i < items->len; i++)
    g_assert_cmpstr (((EarLookItem *) again->pdata[i])->handle, ==, ((EarLookItem *) items->pdata[i])->handle);
}

/* Neither counting nor listing walks a whole table of versions or voices, however many there are. */
static void
test_plan (void)
{
  static const struct
  {
    EarLookReason reason;
    const char *index;
  } cases[] = { { EAR_LOOK_RIVALS, "field_versions_rivals" }, { EAR_LOOK_DELETED, "contributions_deleted" } };
  g_autoptr (LookWorld) world = look_world_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = ear_look_sql (EAR_KIND_CONTRIBUTION, cases[i].reason);
      g_autofree char *sql = g_strdup_printf ("EXPLAIN QUERY PLAN SELECT count (*) FROM (%s)", found);
      g_autoptr (GError) error = NULL;
      g_autoptr (EarStatement) each = ear_store_query (world->laptops[0], sql, &error);
      gboolean indexed = FALSE;

      g_assert_no_error (error);
      while (ear_statement_step (each, &error) == EAR_STEP_ROW)
        {
          const char *step = ear_statement_get_text (each, 3);

          g_test_message ("%s", step);
          indexed = indexed || strstr (step, cases[i].index) != NULL;
          g_assert_true (strstr (step, "SCAN") == NULL || strstr (step, cases[i].index) != NULL || strstr (step, "subquery") != NULL
                         || strstr (step, "(") != NULL);
        }
      g_assert_no_error (error);
      g_assert_true (indexed);
    }
}

/* Marked words in brackets. */
static char *
marked (const char *text, const char *other)
{
  g_autoptr (GArray) spans = ear_word_diff (text, other);
  GString *shown = g_string_new (text);

  for (guint i = spans->len; i > 0; i--)
    {
      const EarTextSpan *span = &g_array_index (spans, EarTextSpan, i - 1);

      g_string_insert_c (shown, (gssize) span->end, ']');
      g_string_insert_c (shown, (gssize) span->start, '[');
    }
  return g_string_free (shown, FALSE);
}

static void
test_words (void)
{
  static const struct
  {
    const char *text, *other, *marked, *combined;
  } cases[] = {
    { "", "", "", "" },
    { "same", "same", "same", "same" },
    { "The bus never came", "The bus came late", "The bus [never] came", "The bus never came\nThe bus came late" },
    { "The bus came late", "The bus never came", "The bus came [late]", "The bus came late\nThe bus never came" },
    { "I wait", "I wait all day", "I wait", "I wait all day" },
    { "I wait all day", "I wait", "I wait [all day]", "I wait all day" },
    { "one two", "three four", "[one two]", "one two\nthree four" },
    { "বাস আসেনি আজ", "বাস আসেনি কাল", "বাস আসেনি [আজ]", "বাস আসেনি আজ / কাল" },
    { "a b c d e", "a x c y e", "a [b] c [d] e", "a b c d e\na x c y e" },
    { "a\nb", "a b", "a\nb", "a\nb" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = marked (cases[i].text, cases[i].other);
      g_autofree char *combined = ear_word_combine (cases[i].text, cases[i].other);

      g_assert_cmpstr (shown, ==, cases[i].marked);
      g_assert_cmpstr (combined, ==, cases[i].combined);
    }
}

/* Texts far apart and long are still marked, in bounded memory. */
static void
test_long_words (void)
{
  g_autoptr (GString) one = g_string_new (NULL);
  g_autoptr (GString) other = g_string_new (NULL);
  g_autoptr (GArray) spans = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      g_string_append_printf (one, "a%u ", i);
      g_string_append_printf (other, "b%u ", i);
    }
  spans = ear_word_diff (one->str, other->str);
  g_assert_cmpuint (spans->len, ==, 1);
  g_assert_cmpuint (g_array_index (spans, EarTextSpan, 0).start, ==, 0);
}

static gboolean
count_conflicts_cb (const EarRecord *record, gpointer data, GError **error G_GNUC_UNUSED)
{
  guint *n = data;

  for (guint i = 0; i < ear_kind_info (record->kind)->n_fields; i++)
    *n += ear_field_in_conflict (&record->fields[i]) && (i == EAR_FIELD_DELETED || !ear_record_is_deleted (record));
  return TRUE;
}

/* What the list calls rivals are exactly the fields that the join left in conflict. */
static void
assert_exact (EarStore *store)
{
  g_autoptr (GPtrArray) items = look_list (store);
  g_autoptr (GError) error = NULL;
  guint n = 0, rivals = 0;

  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    ear_store_foreach (store, (EarKind) kind, count_conflicts_cb, &n, &error);
  for (guint i = 0; i < items->len; i++)
    {
      const EarLookItem *item = items->pdata[i];
      g_autoptr (EarRecord) record = look_get (store, item->kind, &item->id);

      rivals += item->reason == EAR_LOOK_RIVALS;
      g_assert_true (item->reason != EAR_LOOK_RIVALS || ear_field_in_conflict (&record->fields[item->field]));
      g_assert_cmpuint (item->values->len, >=, 2);
    }
  g_assert_cmpuint (rivals, ==, n);
}

static void
assert_same (LookWorld *world, const EarId *voices, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EarRecord) first = look_get (world->laptops[0], EAR_KIND_CONTRIBUTION, &voices[i]);

      for (guint j = 1; j < LOOK_N_LAPTOPS; j++)
        {
          g_autoptr (EarRecord) other = look_get (world->laptops[j], EAR_KIND_CONTRIBUTION, &voices[i]);

          g_assert_true (ear_record_same_state (first, other));
        }
    }
}

static void
edit_randomly (EarStore *store, const EarId *voice)
{
  static const guint fields[] = { EAR_CONTRIBUTION_TEXT, EAR_CONTRIBUTION_TEXT, EAR_CONTRIBUTION_FEELING, EAR_CONTRIBUTION_VERBATIM,
                                  EAR_FIELD_DELETED };
  static const char *const feelings[] = { "idea", "mixed", NULL };
  guint field = fields[g_test_rand_int_range (0, G_N_ELEMENTS (fields))];
  g_autofree char *text = g_strdup_printf ("text %d", g_test_rand_int_range (0, 4));
  gboolean flag = field == EAR_CONTRIBUTION_VERBATIM || field == EAR_FIELD_DELETED;

  look_set (store, EAR_KIND_CONTRIBUTION, voice, field,
       field == EAR_CONTRIBUTION_FEELING ? feelings[g_test_rand_int_range (0, 3)]
       : flag                            ? (g_test_rand_int_range (0, 2) ? "true" : NULL)
                                         : text);
}

static void
settle_randomly (EarStore *store)
{
  g_autoptr (GPtrArray) items = look_list (store);
  g_autoptr (GPtrArray) before = ear_look_before_new ();
  g_autoptr (GError) error = NULL;
  EarLookItem *item;

  if (items->len == 0)
    return;
  item = items->pdata[g_test_rand_int_range (0, (gint32) items->len)];
  if (ear_look_can_combine (item) && g_test_rand_int_range (0, 3) == 0)
    ear_look_combine (store, item, "combined", before, &error);
  else
    ear_look_keep (store, item, (guint) g_test_rand_int_range (0, (gint32) item->values->len), before, &error);
  g_assert_no_error (error);
  if (g_test_rand_int_range (0, 3) == 0)
    {
      look_take_back (store, before, TRUE);
      g_assert_cmpint (ear_look_count (store, &error), ==, items->len);
    }
}

/* Edits, decisions and decisions taken back, on laptops that hear of each other at random; at the end all hear everything,
 * agree, and one of them settles what is left for all. */
static void
test_random (void)
{
  for (guint program = 0; program < 5; program++)
    {
      g_autoptr (LookWorld) world = look_world_new ();
      g_autoptr (GError) error = NULL;
      EarId voices[3];
      guint n;

      for (guint i = 0; i < G_N_ELEMENTS (voices); i++)
        {
          g_autoptr (EarRecord) voice = ear_test_voice (world->laptops[i], world->session, "said");

          voices[i] = voice->id;
        }
      look_tell_all (world);
      for (guint step = 0; step < 40; step++)
        {
          EarStore *laptop = world->laptops[g_test_rand_int_range (0, LOOK_N_LAPTOPS)];
          gint32 what = g_test_rand_int_range (0, 6);

          if (what < 3)
            edit_randomly (laptop, &voices[g_test_rand_int_range (0, G_N_ELEMENTS (voices))]);
          else if (what < 5)
            settle_randomly (laptop);
          else
            look_tell (world->laptops[g_test_rand_int_range (0, LOOK_N_LAPTOPS)], laptop);
          assert_exact (laptop);
        }
      look_tell_all (world);
      assert_same (world, voices, G_N_ELEMENTS (voices));
      g_assert_true (ear_look_dismiss_all (world->laptops[program % LOOK_N_LAPTOPS], &n, NULL, &error));
      look_tell_all (world);
      assert_same (world, voices, G_N_ELEMENTS (voices));
      for (guint i = 0; i < LOOK_N_LAPTOPS; i++)
        g_assert_cmpint (ear_look_count (world->laptops[i], &error), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/look/types", test_types);
  g_test_add_func ("/look/reference", test_reference);
  g_test_add_func ("/look/deleted", test_deleted);
  g_test_add_func ("/look/deletion-rivals", test_deletion_rivals);
  g_test_add_func ("/look/circle", test_circle);
  g_test_add_func ("/look/many", test_many);
  g_test_add_func ("/look/plan", test_plan);
  g_test_add_func ("/look/words", test_words);
  g_test_add_func ("/look/long-words", test_long_words);
  g_test_add_func ("/look/random", test_random);
  return g_test_run ();
}
