/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written of an Assembly on one laptop: the order of the agenda, wordings, counts, what a voice is kept as, and taking
 * each of these back. What five laptops write at once is in tests/merge. */
#include "ear-action-work.h"
#include "ear-assembly-list.h"
#include "ear-assembly-work.h"
#include "ear-terms.h"
#include "ear-test.h"
#include "ear-voice-draft.h"

/* 15 June 2026, noon UTC. */
#define NOON G_GUINT64_CONSTANT (1781524800000)

typedef struct
{
  EarTestFolder folder;
  EarStore *store;
  EarRecord *session;
  EarId items[3];
} World;

static void
assert_done (gboolean done, GError *error)
{
  g_assert_no_error (error);
  g_assert_true (done);
}

static void
set_up (World *world, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const wordings[] = { "First?", "Second?", "Third?" };
  g_autoptr (GError) error = NULL;

  world->folder = ear_test_folder_new ();
  world->store = ear_test_store (world->folder, "a");
  ear_store_set_wall_clock (world->store, NOON);
  world->session = ear_test_session (world->store, "Assembly");
  ear_record_set (world->session, EAR_SESSION_NATURE, EAR_SESSION_ASSEMBLY);
  assert_done (ear_store_put (world->store, world->session, &error), error);
  for (guint i = 0; i < G_N_ELEMENTS (wordings); i++)
    {
      g_autoptr (EarRecord) item = ear_record_new (EAR_KIND_AGENDA_ITEM);

      ear_record_set_id (item, EAR_AGENDA_ITEM_SESSION, &world->session->id);
      ear_record_set (item, EAR_AGENDA_ITEM_WORDING, wordings[i]);
      assert_done (ear_assembly_put_item (world->store, item, NULL, &error), error);
      world->items[i] = item->id;
    }
}

static void
tear_down (World *world, gconstpointer data G_GNUC_UNUSED)
{
  ear_record_free (world->session);
  ear_store_close (world->store);
  ear_test_folder_remove (world->folder);
}

static EarAssembly *
read_all (World *world)
{
  g_autoptr (GError) error = NULL;
  EarAssembly *assembly = ear_assembly_read (world->store, &world->session->id, &error);

  g_assert_no_error (error);
  return assembly;
}

static void
assert_agenda (World *world, const char *expected)
{
  g_autoptr (EarAssembly) assembly = read_all (world);
  g_autoptr (GString) agenda = g_string_new (NULL);

  for (guint i = 0; i < assembly->items->len; i++)
    {
      const EarAssemblyItem *item = assembly->items->pdata[i];

      g_string_append_printf (agenda, "%s%s", item->wording, item->is_removed ? "(removed) " : " ");
    }
  g_assert_cmpstr (agenda->str, ==, expected);
}

static void
test_order (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (GError) error = NULL;

  assert_done (ear_assembly_move_item (world->store, &world->items[2], 0, before, &error), error);
  assert_agenda (world, "Third? First? Second? ");
  assert_done (ear_codebook_take_back (world->store, before, &error), error);
  assert_agenda (world, "First? Second? Third? ");
  /* Beyond the end is last, and only what stands elsewhere than before is written. */
  g_ptr_array_set_size (before, 0);
  assert_done (ear_assembly_move_item (world->store, &world->items[1], 9, before, &error), error);
  assert_agenda (world, "First? Third? Second? ");
  g_assert_cmpuint (before->len, ==, 2);
}

static void
test_removal (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (EarRecord) voice = ear_test_voice (world->store, world->session, "Said to the second");
  g_autoptr (GError) error = NULL;

  assert_done (ear_assembly_say (world->store, &voice->id, &world->items[1], EAR_STANCE_CONCERN, NULL, &error), error);
  assert_done (ear_assembly_remove (world->store, EAR_KIND_AGENDA_ITEM, &world->items[0], before, &error), error);
  assert_done (ear_assembly_remove (world->store, EAR_KIND_AGENDA_ITEM, &world->items[1], before, &error), error);
  assert_agenda (world, "Third? Second?(removed) ");
  assert_done (ear_codebook_take_back (world->store, before, &error), error);
  assert_agenda (world, "First? Second? Third? ");
}

/* One voice is said to one item; moved to another it leaves the first, and as what it is kept is taken back with it. */
static void
test_stance (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (EarRecord) voice = ear_test_voice (world->store, world->session, "Who pays?");
  g_autoptr (GError) error = NULL;

  assert_done (ear_assembly_say (world->store, &voice->id, &world->items[0], EAR_STANCE_MINORITY, NULL, &error), error);
  assert_done (ear_assembly_say (world->store, &voice->id, &world->items[1], EAR_STANCE_CONCERN, before, &error), error);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (EarAssembly) assembly = read_all (world);
      const EarAssemblyItem *there = assembly->items->pdata[1 - i], *not_there = assembly->items->pdata[i];

      g_assert_cmpuint (there->inputs->len, ==, 1);
      g_assert_cmpuint (not_there->inputs->len, ==, 0);
      g_assert_cmpstr (((EarAssemblyInput *) there->inputs->pdata[0])->stance, ==, i == 0 ? EAR_STANCE_CONCERN : EAR_STANCE_MINORITY);
      if (i == 0)
        assert_done (ear_codebook_take_back (world->store, before, &error), error);
    }
  g_assert_false (ear_assembly_say (world->store, &voice->id, &world->items[0], "shouting", NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_BAD_VALUE);
  /* Off the agenda altogether: it is still there. */
  assert_done (ear_assembly_say (world->store, &voice->id, NULL, NULL, NULL, NULL), NULL);
  assert_agenda (world, "First? Second? Third? (null) ");
}

static EarRecord *
new_support (World *world, const char *method, guint field, gint64 number)
{
  EarRecord *support = ear_record_new (EAR_KIND_AGENDA_SUPPORT);

  ear_record_set_id (support, EAR_AGENDA_SUPPORT_ITEM, &world->items[0]);
  ear_record_set (support, EAR_AGENDA_SUPPORT_METHOD, method);
  ear_record_set_integer (support, field, number);
  return support;
}

static void
test_counts (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (EarRecord) first = new_support (world, EAR_METHOD_HANDS, EAR_AGENDA_SUPPORT_FOR, 4);
  g_autoptr (EarRecord) again = new_support (world, EAR_METHOD_HANDS, EAR_AGENDA_SUPPORT_FOR, 9);
  g_autoptr (EarRecord) fingers = new_support (world, EAR_METHOD_FIST_TO_FIVE, EAR_AGENDA_SUPPORT_TWO, 1);
  g_autoptr (EarRecord) wrong = new_support (world, EAR_METHOD_DOTS, EAR_AGENDA_SUPPORT_FOR, 4);
  g_autoptr (EarRecord) item = NULL;
  g_autoptr (EarAssembly) assembly = NULL, after = NULL;
  const EarAssemblyItem *counted;
  g_autoptr (GError) error = NULL;
  EarSupportTotal total;

  assert_done (ear_assembly_count_support (world->store, first, NULL, &error), error);
  item = ear_store_get (world->store, EAR_KIND_AGENDA_ITEM, &world->items[0], &error);
  ear_record_set (item, EAR_AGENDA_ITEM_WORDING, "First, but better?");
  assert_done (ear_assembly_put_item (world->store, item, NULL, &error), error);
  ear_record_set (again, EAR_AGENDA_SUPPORT_HAPPENED, "2026-06-15T23:30");
  assert_done (ear_assembly_count_support (world->store, again, before, &error), error);
  ear_record_set_integer (fingers, EAR_AGENDA_SUPPORT_FIVE, 2);
  assert_done (ear_assembly_count_support (world->store, fingers, NULL, &error), error);
  g_assert_false (ear_assembly_count_support (world->store, wrong, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_BAD_VALUE);

  assembly = read_all (world);
  counted = assembly->items->pdata[0];
  g_assert_cmpuint (counted->supports->len, ==, 3);
  g_assert_true (ear_support_total (counted, EAR_METHOD_HANDS, &total));
  g_assert_true (total.whole_room);
  g_assert_cmpint (total.numbers[1], ==, 9);
  g_assert_true (ear_support_total (counted, EAR_METHOD_FIST_TO_FIVE, &total));
  g_assert_cmpint (ear_support_percent (&total), ==, 67);
  g_assert_false (ear_support_total (counted, EAR_METHOD_DOTS, &total));
  /* What people were asked first is kept. */
  g_assert_cmpuint (counted->wordings->len, ==, 1);
  g_assert_cmpstr (((EarAssemblyWording *) counted->wordings->pdata[0])->wording, ==, "First?");

  assert_done (ear_codebook_take_back (world->store, before, NULL), NULL);
  after = read_all (world);
  g_assert_true (ear_support_total (after->items->pdata[0], EAR_METHOD_HANDS, &total));
  g_assert_cmpint (total.numbers[1], ==, 4);
}

static void
test_tables (World *world, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const labels[] = { "table 10", "Table 2", "Faith leaders", "TABLE-2" };
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (EarAssembly) assembly = NULL;
  g_autoptr (GError) error = NULL;
  EarId id;

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    assert_done (ear_table_ensure (world->store, &world->session->id, labels[i], &id, NULL, &error), error);
  assembly = read_all (world);
  g_assert_cmpuint (assembly->tables->len, ==, 3);
  g_assert_cmpstr (((EarAssemblyTable *) assembly->tables->pdata[0])->label, ==, "Faith leaders");
  g_assert_cmpstr (((EarAssemblyTable *) assembly->tables->pdata[1])->label, ==, "table 2");
  g_assert_cmpstr (((EarAssemblyTable *) assembly->tables->pdata[2])->label, ==, "table 10");
  /* With nothing said there a removed table is gone, and comes back when that is taken back. */
  assert_done (ear_assembly_remove (world->store, EAR_KIND_PARTICIPANT, &id, before, &error), error);
  ear_assembly_free (g_steal_pointer (&assembly));
  assembly = read_all (world);
  g_assert_cmpuint (assembly->tables->len, ==, 2);
  assert_done (ear_codebook_take_back (world->store, before, &error), error);
  ear_assembly_free (g_steal_pointer (&assembly));
  assembly = read_all (world);
  g_assert_cmpuint (assembly->tables->len, ==, 3);
}

static EarId
answer_item (World *world, guint item, EarCodebookBefore *before)
{
  g_autoptr (EarRecord) action = ear_record_new (EAR_KIND_ACTION);
  const EarActionEnd end = { EAR_KIND_AGENDA_ITEM, world->items[item] };
  g_autoptr (GError) error = NULL;

  ear_record_set (action, EAR_ACTION_TITLE, "Print the number on every letter");
  assert_done (ear_action_answer (world->store, action, NULL, &end, 1, before, &error), error);
  return action->id;
}

/* An action is made for an item, from either side one sees the other, and all of it is taken back at once. */
static void
test_action (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  EarId action = answer_item (world, 1, before);
  g_autoptr (EarAssembly) assembly = read_all (world), after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ends = ear_action_ends (world->store, &action, &error);
  const EarTrailEnd *end = ends->pdata[0];

  g_assert_no_error (error);
  g_assert_cmpuint (ends->len, ==, 1);
  g_assert_cmpint (end->kind, ==, EAR_KIND_AGENDA_ITEM);
  g_assert_true (ear_id_equal (&end->id, &world->items[1]));
  g_assert_cmpstr (end->name, ==, "Second? (Assembly)");
  g_assert_cmpuint (((EarAssemblyItem *) assembly->items->pdata[1])->actions->len, ==, 1);
  assert_done (ear_codebook_take_back (world->store, before, &error), error);
  after = read_all (world);
  g_assert_cmpuint (((EarAssemblyItem *) after->items->pdata[1])->actions->len, ==, 0);
}

/* Who still had the item open writes an action for it that somebody removed meanwhile: neither is lost, and each says so. */
static void
test_action_of_removed (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAssembly) assembly = NULL;
  g_autoptr (GPtrArray) ends = NULL;
  EarActionEnd end = { EAR_KIND_AGENDA_ITEM, world->items[1] };
  EarId action;

  assert_done (ear_assembly_remove (world->store, EAR_KIND_AGENDA_ITEM, &world->items[1], NULL, &error), error);
  assert_agenda (world, "First? Third? ");
  action = answer_item (world, 1, NULL);
  assert_agenda (world, "First? Third? Second?(removed) ");
  ends = ear_action_ends (world->store, &action, &error);
  g_assert_cmpuint (ends->len, ==, 1);
  /* Let go, it holds the item no more. */
  assert_done (ear_action_link (world->store, &action, &end, FALSE, NULL, &error), error);
  assert_agenda (world, "First? Third? ");
  /* Of an action that is gone there is nothing to link. */
  assert_done (ear_action_remove (world->store, EAR_KIND_ACTION, &action, NULL, &error), error);
  g_assert_false (ear_action_link (world->store, &action, &end, TRUE, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_HERE);
}

/* A line that is cut off keeps to which item it was being said and as what; any other draft is the line as it is. */
static void
test_draft (World *world, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const lines[] = { "@table 3 - no lift", "two\nlines", "বাস আসে না", "" };
  const char *const stances[] = { NULL, EAR_STANCE_MINORITY };
  const char *stance;
  EarId item;

  for (gsize i = 0; i < G_N_ELEMENTS (lines) * G_N_ELEMENTS (stances); i++)
    {
      const char *line = lines[i / 2], *kept = stances[i % 2];
      g_autofree char *draft = ear_voice_draft_pack (line, &world->items[1], kept);
      g_autofree char *plain = ear_voice_draft_pack (line, &EAR_ID_NONE, kept);
      g_autofree char *back = ear_voice_draft_unpack (draft, &item, &stance);

      g_assert_cmpstr (back, ==, line);
      g_assert_true (ear_id_equal (&item, &world->items[1]));
      g_assert_cmpstr (stance, ==, kept);
      g_assert_cmpstr (plain, ==, line);
      g_free (g_steal_pointer (&back));
      back = ear_voice_draft_unpack (plain, &item, &stance);
      g_assert_cmpstr (back, ==, line);
      g_assert_true (ear_id_is_none (&item));
      g_assert_null (stance);
    }
  {
    g_autofree char *odd = ear_voice_draft_unpack ("words\x1eno id", &item, &stance);

    g_assert_cmpstr (odd, ==, "words\x1eno id");
    g_assert_true (ear_id_is_none (&item));
  }
}

/* Two Assemblies: what stood on both agendas is there once, with each, and what stood on one alone is beside. */
static void
test_compare (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EarRecord) later = ear_test_session (world->store, "Next Assembly"), item = ear_record_new (EAR_KIND_AGENDA_ITEM);
  g_autoptr (EarAssemblyComparison) comparison = NULL;
  g_autoptr (GError) error = NULL;
  const EarAssemblyAsked *asked;

  ear_record_set (later, EAR_SESSION_NATURE, EAR_SESSION_ASSEMBLY);
  ear_record_set (later, EAR_SESSION_STARTED, "2026-12-01");
  assert_done (ear_store_put (world->store, later, &error), error);
  ear_record_set_id (item, EAR_AGENDA_ITEM_SESSION, &later->id);
  ear_record_set (item, EAR_AGENDA_ITEM_WORDING, "second");
  assert_done (ear_assembly_put_item (world->store, item, NULL, &error), error);
  comparison = ear_assembly_compare (world->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (comparison->asked->len, ==, 1);
  g_assert_cmpuint (comparison->once->len, ==, 2);
  asked = comparison->asked->pdata[0];
  g_assert_cmpuint (asked->n_times, ==, 2);
  g_assert_true (ear_id_equal (&asked->items[0], &world->items[1]));
  g_assert_true (ear_id_equal (&asked->items[1], &item->id));
  asked = comparison->once->pdata[0];
  g_assert_cmpstr (asked->wording, ==, "First?");
  g_assert_true (ear_id_is_none (&asked->items[1]));
}

#define ADD(name, func) g_test_add ("/capture/assembly/" name, World, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("order", test_order);
  ADD ("removal", test_removal);
  ADD ("stance", test_stance);
  ADD ("counts", test_counts);
  ADD ("tables", test_tables);
  ADD ("action", test_action);
  ADD ("action-of-removed", test_action_of_removed);
  ADD ("draft", test_draft);
  ADD ("compare", test_compare);
  return g_test_run ();
}
