/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook's editor: themes are made, written, moved, ordered and split; who did what can be read; and whatever is done is
 * taken back to the last field, and done again. */
#include "ear-book.h"
#include "ear-mapping-work.h"
#include "ear-terms.h"
#include "ear-test.h"
#include "ear-theme-work.h"
#include "ear-take-back.h"

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

typedef struct
{
  EarTestFolder folder;
  EarStore *store;
  EarRecord *session;
} World;

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);

  world->folder = ear_test_folder_new ();
  world->store = ear_test_store (world->folder, "book");
  world->session = ear_test_session (world->store, "Drop-in");
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

static EarId
add (World *world, const char *name, const EarId *parent)
{
  g_autoptr (GError) error = NULL;
  EarId id;

  ear_theme_add (world->store, name, parent, NULL, &id, NULL, &error);
  g_assert_no_error (error);
  return id;
}

static EarId
code (World *world, const char *text, const EarId *theme)
{
  g_autoptr (EarRecord) voice = ear_test_voice (world->store, world->session, text);
  g_autoptr (EarRecord) coding = ear_record_new (EAR_KIND_CODING);
  g_autoptr (GError) error = NULL;

  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &voice->id);
  ear_record_set_id (coding, EAR_CODING_THEME, theme);
  ear_record_set (coding, EAR_CODING_CODER, "R1");
  ear_store_put (world->store, coding, &error);
  g_assert_no_error (error);
  return coding->id;
}

/* "Name depth voices [state]" of each theme, a comma between. */
static char *
outline (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) themes = ear_book_list (world->store, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < themes->len; i++)
    {
      const EarBookTheme *theme = themes->pdata[i];
      const char *state = ear_book_state_label (theme->state);

      g_string_append_printf (text, "%s%s %u %u%s%s", i == 0 ? "" : ", ", theme->name, theme->depth, theme->voices,
                              state == NULL ? "" : " ", state == NULL ? "" : state);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_outline (World *world, const char *expected)
{
  g_autofree char *found = outline (world);

  g_assert_cmpstr (found, ==, expected);
}

static void
place (World *world, const EarId *theme, const EarId *parent, EarPlace where, const EarId *sibling)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_theme_place (world->store, theme, parent, where, sibling, NULL, &error));
  g_assert_no_error (error);
}

static void
test_add (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  EarId food = add (world, "Food", NULL), access = add (world, "অ্যাক্সেস", NULL), bus = add (world, " The bus ", &access), made;

  assert_outline (world, "Food 0 0, অ্যাক্সেস 0 0, The bus 1 0");
  g_assert_false (ear_theme_add (world->store, "FOOD", NULL, NULL, &made, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NAME_TAKEN);
  g_clear_error (&error);
  g_assert_false (ear_theme_add (world->store, "  ", NULL, NULL, &made, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (ear_store_set_deleted (world->store, EAR_KIND_THEME, &bus, TRUE, &error));
  g_assert_false (ear_theme_add (world->store, "Late", &bus, NULL, &made, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_HERE);
  g_clear_error (&error);

  /* Where those beside it have an order of their own, a new one follows the one it was made at. */
  place (world, &access, NULL, EAR_PLACE_BEFORE, &food);
  g_assert_true (ear_theme_add (world->store, "Between", NULL, &access, &made, NULL, &error));
  /* Food was not put anywhere and stands by its name; so does what is made without a place. */
  g_assert_true (ear_theme_add (world->store, "A last one", NULL, NULL, &made, NULL, &error));
  assert_outline (world, "অ্যাক্সেস 0 0, Between 0 0, A last one 0 0, Food 0 0");
}

static void
test_set (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (EarRecord) record = NULL;
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (GError) error = NULL;
  EarId food = add (world, "Food", NULL);

  g_assert_true (ear_theme_set (world->store, &food, EAR_THEME_DEFINITION, " What they eat \n ", before, &error));
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_true (ear_theme_set (world->store, &food, EAR_THEME_DEFINITION, "What they eat", before, &error));
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_true (ear_theme_set (world->store, &food, EAR_THEME_COLOUR, "7", before, &error));
  g_assert_true (ear_theme_set (world->store, &food, EAR_THEME_NATURE, "statement", before, &error));
  g_assert_false (ear_theme_set (world->store, &food, EAR_THEME_NATURE, "a vegetable", before, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (ear_theme_set (world->store, &food, EAR_THEME_COLOUR, "blue", before, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  record = ear_store_get (world->store, EAR_KIND_THEME, &food, &error);
  g_assert_cmpstr (ear_record_get (record, EAR_THEME_DEFINITION), ==, "What they eat");
  g_assert_cmpint (ear_record_get_integer (record, EAR_THEME_COLOUR), ==, 7);
}

static void
test_place (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (GError) error = NULL;
  EarId a = add (world, "A", NULL), b = add (world, "B", NULL), c = add (world, "C", NULL), d = add (world, "D", NULL);

  assert_outline (world, "A 0 0, B 0 0, C 0 0, D 0 0");
  place (world, &d, NULL, EAR_PLACE_BEFORE, &b);
  assert_outline (world, "A 0 0, D 0 0, B 0 0, C 0 0");
  place (world, &a, NULL, EAR_PLACE_AFTER, &c);
  assert_outline (world, "D 0 0, B 0 0, C 0 0, A 0 0");
  /* There is room between the two, so that they are left alone. */
  g_assert_true (ear_theme_place (world->store, &a, NULL, EAR_PLACE_BEFORE, &b, before, &error));
  assert_outline (world, "D 0 0, A 0 0, B 0 0, C 0 0");
  g_assert_cmpuint (before->len, ==, 1);
  place (world, &c, &b, EAR_PLACE_ANYWHERE, NULL);
  place (world, &d, &b, EAR_PLACE_BEFORE, &c);
  assert_outline (world, "A 0 0, B 0 0, D 1 0, C 1 0");
  g_assert_false (ear_theme_place (world->store, &b, &c, EAR_PLACE_ANYWHERE, NULL, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_CIRCLE);
  assert_outline (world, "A 0 0, B 0 0, D 1 0, C 1 0");
}

/* However often they are put before or after one another, the order is the one that was asked for. */
static void
test_any_order (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  EarId ids[8];
  guint order[8];
  guint32 seed = (guint32) g_test_rand_int ();
  GRand *random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      char name[2] = { (char) ('A' + i), '\0' };

      ids[i] = add (world, name, NULL);
      order[i] = i;
    }
  for (guint step = 0; step < 120; step++)
    {
      guint from = (guint) g_rand_int_range (random, 0, 8), to = (guint) g_rand_int_range (random, 0, 8), moved = order[from];
      g_autoptr (GString) expected = g_string_new (NULL);
      gboolean after = g_rand_boolean (random);

      if (from == to)
        continue;
      place (world, &ids[moved], NULL, after ? EAR_PLACE_AFTER : EAR_PLACE_BEFORE, &ids[order[to]]);
      memmove (order + from, order + from + 1, (7 - from) * sizeof *order);
      to -= from < to;
      to += after;
      memmove (order + to + 1, order + to, (7 - to) * sizeof *order);
      order[to] = moved;
      for (guint i = 0; i < 8; i++)
        g_string_append_printf (expected, "%s%c 0 0", i == 0 ? "" : ", ", 'A' + (char) order[i]);
      assert_outline (world, expected->str);
    }
  g_rand_free (random);
}

static void
test_split (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) before = ear_codebook_before_new (), codings = NULL;
  g_autoptr (EarTakeBack) step = NULL;
  g_autoptr (GError) error = NULL;
  EarId waiting = add (world, "Waiting", NULL);
  EarThemeShare shares[] = { { code (world, "I waited a year", &waiting), 1 },
                             { code (world, "I waited all day", &waiting), 3 },
                             { code (world, "I waited", &waiting), 0 } };

  g_assert_false (ear_theme_split (world->store, &waiting, NAMES ("One"), shares, 3, TRUE, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_assert_false (ear_theme_split (world->store, &waiting, NAMES (NULL), shares, 3, FALSE, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_TOO_FEW);
  g_clear_error (&error);
  assert_outline (world, "Waiting 0 3");

  g_assert_true (ear_theme_split (world->store, &waiting, NAMES ("For help", "In the room"), shares, 3, FALSE, before, &error));
  assert_outline (world, "For help 0 2, In the room 0 1, Waiting 0 1");
  step = ear_take_back_new (world->store, before, &error);
  g_assert_true (ear_take_back_do (world->store, step, FALSE, &error));
  assert_outline (world, "Waiting 0 3");
  g_assert_true (ear_take_back_do (world->store, step, TRUE, &error));
  assert_outline (world, "For help 0 2, In the room 0 1, Waiting 0 1");
  g_assert_true (ear_take_back_do (world->store, step, FALSE, &error));

  g_assert_true (ear_theme_split (world->store, &waiting, NAMES ("A", "B"), shares, 1, TRUE, NULL, &error));
  assert_outline (world, "A 0 1, B 0 0, Waiting 0 2 split");
  codings = ear_book_codings (world->store, &waiting, &error);
  g_assert_cmpuint (codings->len, ==, 2);
  g_assert_true (ear_book_coding_fits (codings->pdata[0], "WAITED day"));
  g_assert_false (ear_book_coding_fits (codings->pdata[0], "waited year"));
  g_assert_true (ear_book_coding_fits (codings->pdata[0], " "));
}

/* Where themes have an order of their own, the parts follow the whole, as they were named. */
static void
test_parts_follow (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (EarTakeBack) step = NULL;
  g_autoptr (GError) error = NULL;
  EarId waiting = add (world, "Waiting", NULL), food = add (world, "Food", NULL), last = add (world, "Zoo", NULL);

  place (world, &food, NULL, EAR_PLACE_AFTER, &waiting);
  place (world, &last, NULL, EAR_PLACE_AFTER, &food);
  assert_outline (world, "Waiting 0 0, Food 0 0, Zoo 0 0");
  g_assert_true (ear_theme_split (world->store, &waiting, NAMES ("Year", "Day"), NULL, 0, FALSE, before, &error));
  g_assert_no_error (error);
  assert_outline (world, "Waiting 0 0, Year 0 0, Day 0 0, Food 0 0, Zoo 0 0");
  step = ear_take_back_new (world->store, before, &error);
  g_assert_true (ear_take_back_do (world->store, step, FALSE, &error));
  assert_outline (world, "Waiting 0 0, Food 0 0, Zoo 0 0");
}

static void
test_usage (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (EarBookUsage) usage = NULL, empty = NULL;
  g_autoptr (EarRecord) strategy = ear_record_new (EAR_KIND_STRATEGY), priority = ear_record_new (EAR_KIND_PRIORITY);
  g_autoptr (EarRecord) action = ear_record_new (EAR_KIND_ACTION), link = ear_record_new (EAR_KIND_ACTION_THEME);
  g_autoptr (EarRecord) step = ear_record_new (EAR_KIND_ACTION_STEP);
  g_autoptr (GError) error = NULL;
  EarId food = add (world, "Food", NULL), meals = add (world, "Meals", NULL);

  add (world, "Soup", &food);
  code (world, "The soup was cold", &food);
  code (world, "No dinner on Sunday", &meals);
  ear_record_set (strategy, EAR_STRATEGY_TITLE, "A plan");
  ear_record_set (priority, EAR_PRIORITY_LABEL, "Eat well");
  ear_record_set_id (priority, EAR_PRIORITY_STRATEGY, &strategy->id);
  ear_record_set (action, EAR_ACTION_TITLE, "A warm kitchen");
  ear_record_set_id (link, EAR_ACTION_THEME_ACTION, &action->id);
  ear_record_set_id (link, EAR_ACTION_THEME_THEME, &meals);
  ear_record_set_id (step, EAR_ACTION_STEP_ACTION, &action->id);
  ear_record_set (step, EAR_ACTION_STEP_STATUS, EAR_STATUS_UNDER_WAY);
  ear_record_set (step, EAR_ACTION_STEP_HAPPENED, "2026-11-20");
  g_assert_true (ear_store_put (world->store, strategy, &error) && ear_store_put (world->store, priority, &error)
                 && ear_store_put (world->store, action, &error) && ear_store_put (world->store, link, &error)
                 && ear_store_put (world->store, step, &error));
  g_assert_true (ear_mapping_set (world->store, &meals, &priority->id, "hunger", NULL, &error));
  g_assert_true (ear_codebook_merge (world->store, &meals, &food, NULL, &error));

  usage = ear_book_usage (world->store, &food, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (usage->n_codings, ==, 2);
  g_assert_cmpuint (usage->n_voices, ==, 2);
  g_assert_cmpuint (usage->n_words, ==, 0);
  g_assert_cmpuint (usage->n_below, ==, 1);
  g_assert_cmpuint (usage->mappings->len, ==, 1);
  g_assert_cmpuint (usage->actions->len, ==, 1);
  g_assert_cmpstr (((EarBookAction *) usage->actions->pdata[0])->title, ==, "A warm kitchen");
  g_assert_cmpstr (((EarBookAction *) usage->actions->pdata[0])->status, ==, EAR_STATUS_UNDER_WAY);
  g_assert_cmpstr (usage->merged->pdata[0], ==, "Meals");
  assert_outline (world, "Food 0 2, Soup 1 0, Meals 0 0 merged");

  empty = ear_book_usage (world->store, &meals, &error);
  g_assert_cmpuint (empty->n_codings + empty->mappings->len + empty->actions->len, ==, 0);
}

static char *
tell (World *world, const EarId *theme)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = ear_book_history (world->store, theme, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < events->len; i++)
    {
      const EarBookEvent *event = events->pdata[i];

      g_assert_cmpstr (event->device, ==, "book");
      g_assert_true (event->is_self);
      g_string_append_printf (text, "%s%s", i == 0 ? "" : "; ", event->what);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_history (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *of_food = NULL, *of_meals = NULL;
  g_autoptr (GError) error = NULL;
  EarId food = add (world, "Food", NULL), meals = add (world, "Meals", NULL), hot;

  g_assert_true (ear_theme_add (world->store, "Hot", &food, NULL, &hot, NULL, &error));
  g_assert_true (ear_theme_set (world->store, &food, EAR_THEME_NAME, "Eating", NULL, &error));
  g_assert_true (ear_theme_set (world->store, &food, EAR_THEME_DEFINITION, "What they eat", NULL, &error));
  g_assert_true (ear_codebook_merge (world->store, &meals, &food, NULL, &error));
  g_assert_true (ear_codebook_restore (world->store, &meals, NULL, &error));
  g_assert_true (ear_codebook_retire (world->store, &meals, NULL, &error));
  of_food = tell (world, &food);
  of_meals = tell (world, &meals);
  g_assert_cmpstr (of_food, ==,
                   "“Meals” no longer merged into it; “Meals” merged into it; Definition written; "
                   "Renamed from “Food” to “Eating”; Made");
  g_assert_cmpstr (of_meals, ==, "Retired; No longer merged into “Eating”; Merged into “Eating”; Made");
}

/* What somebody else wrote since in a field beside stays when a change is taken back. */
static void
test_others_edits_stay (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (EarTakeBack) step = NULL;
  g_autoptr (EarRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  EarId food = add (world, "Food", NULL);

  g_assert_true (ear_theme_set (world->store, &food, EAR_THEME_NAME, "Meals", before, &error));
  step = ear_take_back_new (world->store, before, &error);
  g_assert_true (ear_theme_set (world->store, &food, EAR_THEME_DEFINITION, "Came with a merge", NULL, &error));
  g_assert_true (ear_take_back_do (world->store, step, FALSE, &error));
  record = ear_store_get (world->store, EAR_KIND_THEME, &food, &error);
  g_assert_cmpstr (ear_record_get (record, EAR_THEME_NAME), ==, "Food");
  g_assert_cmpstr (ear_record_get (record, EAR_THEME_DEFINITION), ==, "Came with a merge");
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

/* Of all that shows. Stamps are left out: taking back is an edit, that other laptops must learn of. */
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

static const EarBookTheme *
any (GPtrArray *themes, GRand *random)
{
  return themes->pdata[g_rand_int_range (random, 0, (int) themes->len)];
}

static gboolean
split_somehow (World *world, GRand *random, const EarId *theme, const char *name, GPtrArray *before)
{
  g_autofree char *other = g_strconcat (name, " too", NULL);
  g_autoptr (GPtrArray) codings = ear_book_codings (world->store, theme, NULL);
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (EarThemeShare));

  for (guint i = 0; i < codings->len; i++)
    {
      EarThemeShare share = { ((EarBookCoding *) codings->pdata[i])->id, (guint) g_rand_int_range (random, 0, 4) };

      g_array_append_val (shares, share);
    }
  return ear_theme_split (world->store, theme, NAMES (name, other), (const EarThemeShare *) (gpointer) shares->data, shares->len,
                          g_rand_boolean (random), before, NULL);
}

/* One change such as the page makes. FALSE where it refused, which changes nothing. */
static gboolean
do_something (World *world, GRand *random, guint step, GPtrArray *before)
{
  static const guint fields[] = { EAR_THEME_NAME, EAR_THEME_DEFINITION, EAR_THEME_USE_WHEN, EAR_THEME_EXAMPLES, EAR_THEME_SOURCE };
  g_autoptr (GPtrArray) themes = ear_book_list (world->store, NULL);
  const EarBookTheme *theme = any (themes, random), *other = any (themes, random), *third = any (themes, random);
  g_autofree char *words = g_strdup_printf ("শব্দ %u", step);
  g_autofree char *number = g_strdup_printf ("%u", step % 12);
  EarId made;

  switch (g_rand_int_range (random, 0, 9))
    {
    case 0:
      return ear_theme_add (world->store, words, g_rand_boolean (random) ? &theme->id : NULL, NULL, &made, before, NULL);
    case 1:
      return ear_theme_set (world->store, &theme->id, fields[step % G_N_ELEMENTS (fields)], words, before, NULL);
    case 2:
      return ear_theme_set (world->store, &theme->id, EAR_THEME_COLOUR, g_rand_boolean (random) ? number : NULL, before, NULL);
    case 3:
    case 4:
      return ear_theme_place (world->store, &theme->id, ear_id_is_none (&other->parent) ? NULL : &other->parent,
                              g_rand_boolean (random) ? EAR_PLACE_BEFORE : EAR_PLACE_AFTER, &other->id, before, NULL);
    case 5:
      return ear_theme_place (world->store, &theme->id, &third->id, EAR_PLACE_ANYWHERE, NULL, before, NULL);
    case 6:
      return ear_codebook_merge (world->store, &theme->id, &other->id, before, NULL);
    case 7:
      return theme->state == EAR_BOOK_IN_USE ? ear_codebook_retire (world->store, &theme->id, before, NULL)
                                             : ear_codebook_restore (world->store, &theme->id, before, NULL);
    default:
      return split_somehow (world, random, &theme->id, words, before);
    }
}

/* Random changes with random steps back and forth between: whenever as much is taken back as was done, the workbook says what
 * it said then. */
static void
test_undo (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_take_back_free);
  g_autoptr (GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);
  guint32 seed = (guint32) g_test_rand_int ();
  GRand *random = g_rand_new_with_seed (seed);
  guint at = 0, refused = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("Theme %u", i);
      EarId theme = add (world, name, NULL);

      code (world, "One thing", &theme);
      code (world, "And another", &theme);
    }
  g_ptr_array_add (digests, digest (world));
  for (guint i = 0; i < 150; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *now = NULL;

      switch (g_rand_int_range (random, 0, 5))
        {
        case 0:
          if (at > 0)
            g_assert_true (ear_take_back_do (world->store, steps->pdata[--at], FALSE, &error));
          break;
        case 1:
          if (at < steps->len)
            g_assert_true (ear_take_back_do (world->store, steps->pdata[at++], TRUE, &error));
          break;
        default:
          {
            g_autoptr (GPtrArray) before = ear_codebook_before_new ();

            if (!do_something (world, random, i, before))
              {
                refused++;
                break;
              }
            g_ptr_array_set_size (steps, (int) at);
            g_ptr_array_set_size (digests, (int) at + 1);
            g_ptr_array_add (steps, ear_take_back_new (world->store, before, &error));
            g_ptr_array_add (digests, digest (world));
            at++;
          }
          break;
        }
      g_assert_no_error (error);
      now = digest (world);
      g_assert_cmpstr (now, ==, digests->pdata[at]);
    }
  g_assert_cmpuint (refused, <, 75);
  while (at > 0)
    g_assert_true (ear_take_back_do (world->store, steps->pdata[--at], FALSE, NULL));
  g_rand_free (random);
}

/* Two laptops that merge two themes into each other: one of the mergings is left out, and the list says so. */
static void
test_merged_into_each_other (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) themes = NULL;
  g_autoptr (EarRecord) food = NULL, meals = NULL;
  g_autoptr (GError) error = NULL;
  EarId one = add (world, "Food", NULL), other = add (world, "Meals", NULL);
  guint left_out = 0;

  food = ear_store_get (world->store, EAR_KIND_THEME, &one, &error);
  meals = ear_store_get (world->store, EAR_KIND_THEME, &other, &error);
  ear_record_set_id (food, EAR_THEME_MERGED_INTO, &other);
  ear_record_set_id (meals, EAR_THEME_MERGED_INTO, &one);
  g_assert_true (ear_store_put (world->store, food, &error) && ear_store_put (world->store, meals, &error));
  themes = ear_book_list (world->store, &error);
  for (guint i = 0; i < themes->len; i++)
    left_out += ((EarBookTheme *) themes->pdata[i])->merging_left_out;
  g_assert_cmpuint (left_out, ==, 1);
  assert_outline (world, "Food 0 0 merged, Meals 0 0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book/add", test_add);
  g_test_add_func ("/book/set", test_set);
  g_test_add_func ("/book/place", test_place);
  g_test_add_func ("/book/any-order", test_any_order);
  g_test_add_func ("/book/split", test_split);
  g_test_add_func ("/book/parts-follow", test_parts_follow);
  g_test_add_func ("/book/usage", test_usage);
  g_test_add_func ("/book/history", test_history);
  g_test_add_func ("/book/others-edits-stay", test_others_edits_stay);
  g_test_add_func ("/book/merged-into-each-other", test_merged_into_each_other);
  g_test_add_func ("/book/undo", test_undo);
  return g_test_run ();
}
