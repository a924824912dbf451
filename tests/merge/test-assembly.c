/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One Assembly, five tables, five laptops: whatever order their files are merged in, one Assembly comes of it, with all that
 * was said and counted, and nothing to decide. And what one laptop removes while another writes to it. */
#include "ear-action-work.h"
#include "ear-assembly-list.h"
#include "ear-assembly-work.h"
#include "ear-exchange.h"
#include "ear-look.h"
#include "ear-terms.h"
#include "ear-test.h"
#include "ear-voice-work.h"

#define N_TABLES 5
#define N_ITEMS 3

static const char *const wordings[N_ITEMS]
  = { "What would make a visit to the surgery easier?", "One card says that somebody is a carer", "Where should the Assembly meet next?" };

typedef struct
{
  EarTestFolder folder;
  EarStore *host, *tables[N_TABLES];
  EarRecord *session;
  EarId items[N_ITEMS], group;
} World;

static void
assert_done (gboolean done, GError *error)
{
  g_assert_no_error (error);
  g_assert_true (done);
}

static void
send (World *world, EarStore *from, EarStore *to, const char *name)
{
  g_autofree char *path = g_build_filename (world->folder, name, NULL);
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  assert_done (ear_bundle_export (from, path, NULL, NULL, NULL, NULL, &error), error);
  assert_done (ear_bundle_merge (to, path, &result, NULL, NULL, NULL, &error), error);
}

static void
merge (World *world, EarStore *store, guint table)
{
  g_autofree char *path = g_strdup_printf ("%s/table-%u.xml", world->folder, table);
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  assert_done (ear_bundle_merge (store, path, &result, NULL, NULL, NULL, &error), error);
  g_assert_cmpuint (result.n_conflicts, ==, 0);
}

static void
set_up (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EarRecord) group = ear_record_new (EAR_KIND_GROUP);
  g_autoptr (GError) error = NULL;

  world->folder = ear_test_folder_new ();
  world->host = ear_test_store (world->folder, "host");
  world->session = ear_test_session (world->host, "Community Assembly");
  ear_record_set (world->session, EAR_SESSION_NATURE, EAR_SESSION_ASSEMBLY);
  assert_done (ear_store_put (world->host, world->session, &error), error);
  ear_record_set (group, EAR_GROUP_NAME, "Carers");
  assert_done (ear_store_put (world->host, group, &error), error);
  world->group = group->id;
  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autoptr (EarRecord) item = ear_record_new (EAR_KIND_AGENDA_ITEM);

      ear_record_set_id (item, EAR_AGENDA_ITEM_SESSION, &world->session->id);
      ear_record_set (item, EAR_AGENDA_ITEM_NATURE, i == 1 ? EAR_AGENDA_PROPOSAL : NULL);
      ear_record_set (item, EAR_AGENDA_ITEM_WORDING, wordings[i]);
      assert_done (ear_assembly_put_item (world->host, item, NULL, &error), error);
      world->items[i] = item->id;
    }
  for (guint i = 0; i < N_TABLES; i++)
    {
      g_autofree char *name = g_strdup_printf ("laptop-%u", i + 1);

      world->tables[i] = ear_test_store (world->folder, name);
      send (world, world->host, world->tables[i], "agenda.xml");
    }
}

static void
tear_down (World *world, gconstpointer data G_GNUC_UNUSED)
{
  ear_record_free (world->session);
  ear_store_close (world->host);
  for (guint i = 0; i < N_TABLES; i++)
    ear_store_close (world->tables[i]);
  ear_test_folder_remove (world->folder);
}

static EarId
say (World *world, EarStore *store, guint item, const char *stance, const char *line)
{
  EarId id = ear_id_new ();
  g_autoptr (EarVoiceWork) work = ear_voice_work_new (world->session, &id, line, NULL);
  g_autoptr (GError) error = NULL;

  work->item = world->items[item];
  work->stance = stance;
  ear_voice_work_job (store, work, NULL, &error);
  g_assert_no_error (error);
  return id;
}

static void
count_hands (World *world, EarStore *store, guint item, const char *table, gint64 in_favour, gint64 against)
{
  g_autoptr (EarRecord) support = ear_record_new (EAR_KIND_AGENDA_SUPPORT);
  g_autoptr (GError) error = NULL;
  EarId id;

  ear_record_set_id (support, EAR_AGENDA_SUPPORT_ITEM, &world->items[item]);
  if (table != NULL)
    {
      assert_done (ear_table_ensure (store, &world->session->id, table, &id, NULL, &error), error);
      ear_record_set_id (support, EAR_AGENDA_SUPPORT_PARTICIPANT, &id);
    }
  ear_record_set (support, EAR_AGENDA_SUPPORT_METHOD, EAR_METHOD_HANDS);
  ear_record_set_integer (support, EAR_AGENDA_SUPPORT_FOR, in_favour);
  ear_record_set_integer (support, EAR_AGENDA_SUPPORT_AGAINST, against);
  assert_done (ear_assembly_count_support (store, support, NULL, &error), error);
}

/* What a volunteer writes down at one table while four others do the same. The first table's laptop stands near the door: two
 * others write for its people, too, in their own way of writing a table's name. */
static void
record_table (World *world, guint n)
{
  EarStore *store = world->tables[n];
  g_autofree char *own = g_strdup_printf ("table %u", n + 1);
  g_autofree char *input = g_strdup_printf ("@table %u - nobody at table %u knows whom to ring", n + 1, n + 1);
  g_autofree char *concern = g_strdup_printf ("@Table %u: who pays for the card of table %u", n + 1, n + 1);
  g_autofree char *minority = g_strdup_printf ("@table-%u one of table %u wants no card", n + 1, n + 1);
  g_autoptr (EarRecord) table = ear_table_begin (&world->session->id, own);
  g_autoptr (EarRecord) action = ear_record_new (EAR_KIND_ACTION);
  g_autoptr (GError) error = NULL;

  ear_record_set (table, EAR_PARTICIPANT_SECTOR, EAR_TERMS_TABLE_SECTOR[n]);
  ear_record_set_integer (table, EAR_PARTICIPANT_PEOPLE, 8 + n);
  assert_done (ear_table_put (store, table, &world->group, 1, NULL, &error), error);
  say (world, store, 0, NULL, input);
  say (world, store, 1, EAR_STANCE_CONCERN, concern);
  say (world, store, 1, EAR_STANCE_MINORITY, minority);
  if (n > 2)
    say (world, store, 2, NULL, n == 3 ? "@TABLE 1 + near the bus" : "@Table-1 + with a crèche");
  count_hands (world, store, 1, own, 5 + n, 1);
  count_hands (world, store, 1, NULL, 30, 4);
  if (n < N_ITEMS)
    assert_done (ear_assembly_decide (store, &world->items[n], EAR_DECISION_AGREED, "We all know whom to ask now.", NULL, &error), error);
  ear_record_set (action, EAR_ACTION_TITLE, "Print the number on every letter");
  assert_done (ear_action_put (store, action, NULL, &error)
                 && ear_assembly_link_action (store, &world->items[n % N_ITEMS], &action->id, TRUE, NULL, &error),
               error);
}

static void
export_tables (World *world)
{
  for (guint i = 0; i < N_TABLES; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/table-%u.xml", world->folder, i);
      g_autoptr (GError) error = NULL;

      assert_done (ear_bundle_export (world->tables[i], path, NULL, NULL, NULL, NULL, &error), error);
    }
}

static void
assert_assembly (World *world, EarStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAssembly) assembly = ear_assembly_read (store, &world->session->id, &error);
  const EarAssemblyItem *item;
  EarSupportTotal total;

  g_assert_no_error (error);
  g_assert_cmpuint (assembly->items->len, ==, N_ITEMS);
  g_assert_cmpuint (assembly->tables->len, ==, N_TABLES);
  for (guint i = 0; i < N_TABLES; i++)
    {
      const EarAssemblyTable *table = assembly->tables->pdata[i];
      g_autofree char *label = g_strdup_printf ("table %u", i + 1);

      g_assert_cmpstr (table->label, ==, label);
      g_assert_cmpstr (table->sector, ==, EAR_TERMS_TABLE_SECTOR[i]);
      g_assert_cmpstr (table->groups, ==, "Carers");
      g_assert_cmpint (table->people, ==, 8 + i);
      g_assert_cmpuint (table->n_voices, ==, i == 0 ? 5 : 3);
    }
  for (guint i = 0; i < N_ITEMS; i++)
    {
      item = assembly->items->pdata[i];
      g_assert_cmpstr (item->wording, ==, wordings[i]);
      g_assert_cmpstr (item->decision, ==, EAR_DECISION_AGREED);
      g_assert_cmpuint (item->inputs->len, ==, i == 0 ? 5 : i == 1 ? 10 : 2);
      g_assert_cmpuint (item->actions->len, ==, i == 2 ? 1 : 2);
    }
  item = assembly->items->pdata[1];
  g_assert_cmpuint (item->supports->len, ==, 2 * N_TABLES);
  g_assert_true (ear_support_total (item, EAR_METHOD_HANDS, &total));
  g_assert_false (total.whole_room);
  g_assert_cmpint (total.numbers[1], ==, 5 + 6 + 7 + 8 + 9);
  g_assert_cmpint (total.numbers[2], ==, 5);
  g_assert_cmpint (ear_look_count (store, &error), ==, 0);
  g_assert_no_error (error);
}

/* The next order of @order in the order of the alphabet. FALSE after the last one. */
static gboolean
next_order (guint order[N_TABLES])
{
  int i = N_TABLES - 2, k = N_TABLES - 1;

  while (i >= 0 && order[i] > order[i + 1])
    i--;
  if (i < 0)
    return FALSE;
  while (order[k] < order[i])
    k--;
  for (int a = i, b = k; a >= 0; a = -1)
    {
      guint was = order[a];

      order[a] = order[b];
      order[b] = was;
    }
  for (int a = i + 1, b = N_TABLES - 1; a < b; a++, b--)
    {
      guint was = order[a];

      order[a] = order[b];
      order[b] = was;
    }
  return TRUE;
}

/* A merge that is rolled back leaves the workbook as it was (a preview is one), so that one workbook takes all orders; the
 * first and the last are merged for good elsewhere, too. */
static void
test_orders (World *world, gconstpointer data G_GNUC_UNUSED)
{
  guint order[N_TABLES] = { 0, 1, 2, 3, 4 }, n = 0;
  g_autofree char *digest = NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_TABLES; i++)
    record_table (world, i);
  export_tables (world);
  before = ear_bundle_digest (world->host, &error);
  do
    {
      g_autofree char *this_digest = NULL;

      assert_done (ear_store_begin (world->host, &error), error);
      for (guint i = 0; i < N_TABLES; i++)
        merge (world, world->host, order[i]);
      this_digest = ear_bundle_digest (world->host, &error);
      g_assert_no_error (error);
      if (digest == NULL)
        {
          digest = g_strdup (this_digest);
          assert_assembly (world, world->host);
        }
      g_assert_cmpstr (this_digest, ==, digest);
      ear_store_rollback (world->host);
      n++;
    }
  while (next_order (order));
  g_assert_cmpuint (n, ==, 120);
  after = ear_bundle_digest (world->host, &error);
  g_assert_cmpstr (after, ==, before);

  for (guint i = 0; i < N_TABLES; i++)
    merge (world, world->host, N_TABLES - 1 - i);
  for (guint i = 1; i < N_TABLES; i++)
    merge (world, world->tables[0], i);
  for (guint i = 0; i < 2; i++)
    {
      EarStore *store = i == 0 ? world->host : world->tables[0];
      g_autofree char *merged = ear_bundle_digest (store, &error);

      g_assert_cmpstr (merged, ==, digest);
      assert_assembly (world, store);
    }
}

/* Both ways, and both laptops end alike. */
static void
exchange_two (World *world, EarStore *one, EarStore *other)
{
  g_autofree char *digest = NULL, *other_digest = NULL;

  send (world, one, other, "one.xml");
  send (world, other, one, "other.xml");
  digest = ear_bundle_digest (one, NULL);
  other_digest = ear_bundle_digest (other, NULL);
  g_assert_cmpstr (digest, ==, other_digest);
}

static void
test_removed_item (World *world, gconstpointer data G_GNUC_UNUSED)
{
  EarStore *one = world->tables[0], *other = world->tables[1];
  g_autoptr (GError) error = NULL;

  assert_done (ear_assembly_remove (one, EAR_KIND_AGENDA_ITEM, &world->items[2], NULL, &error), error);
  assert_done (ear_assembly_remove (one, EAR_KIND_AGENDA_ITEM, &world->items[0], NULL, &error), error);
  say (world, other, 2, EAR_STANCE_CONCERN, "@table 2 not on a Monday");
  count_hands (world, other, 2, "table 2", 7, 0);
  exchange_two (world, one, other);
  /* And who still has it open goes on writing. */
  say (world, one, 2, NULL, "@table 1 - too far");
  exchange_two (world, one, other);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (EarAssembly) assembly = ear_assembly_read (i == 0 ? one : other, &world->session->id, &error);
      const EarAssemblyItem *removed;

      g_assert_no_error (error);
      /* One with nothing said to it is gone, one with something said to it is shown as removed. */
      g_assert_cmpuint (assembly->items->len, ==, 2);
      removed = assembly->items->pdata[1];
      g_assert_true (removed->is_removed);
      g_assert_cmpstr (removed->wording, ==, wordings[2]);
      g_assert_cmpuint (removed->inputs->len, ==, 2);
      g_assert_cmpuint (removed->supports->len, ==, 1);
    }
}

static void
test_reworded_after_removal (World *world, gconstpointer data G_GNUC_UNUSED)
{
  EarStore *one = world->tables[0], *other = world->tables[1];
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRecord) item = ear_store_get (other, EAR_KIND_AGENDA_ITEM, &world->items[1], &error);
  g_autoptr (GPtrArray) look = NULL;

  assert_done (ear_assembly_remove (one, EAR_KIND_AGENDA_ITEM, &world->items[1], NULL, &error), error);
  /* Later than the removal, whatever the clocks of two laptops say within a millisecond. */
  ear_store_set_wall_clock (other, ear_store_now_ms (other) + 60000);
  ear_record_set (item, EAR_AGENDA_ITEM_WORDING, "One card for all carers");
  assert_done (ear_assembly_put_item (other, item, NULL, &error), error);
  exchange_two (world, one, other);
  look = ear_look_list (one, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (look->len, ==, 1);
  g_assert_cmpint (((EarLookItem *) look->pdata[0])->reason, ==, EAR_LOOK_DELETED);
  g_assert_cmpint (((EarLookItem *) look->pdata[0])->kind, ==, EAR_KIND_AGENDA_ITEM);
}

static void
test_removed_table (World *world, gconstpointer data G_GNUC_UNUSED)
{
  EarStore *one = world->tables[0], *other = world->tables[1];
  g_autoptr (GError) error = NULL;
  EarId table;

  assert_done (ear_table_ensure (one, &world->session->id, "Table 3", &table, NULL, &error), error);
  exchange_two (world, one, other);
  assert_done (ear_assembly_remove (one, EAR_KIND_PARTICIPANT, &table, NULL, &error), error);
  say (world, other, 0, NULL, "@table 3 - no lift");
  exchange_two (world, one, other);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (EarAssembly) assembly = ear_assembly_read (i == 0 ? one : other, &world->session->id, &error);
      const EarAssemblyInput *input = ((EarAssemblyItem *) assembly->items->pdata[0])->inputs->pdata[0];

      g_assert_nonnull (input->table);
      g_assert_true (input->table->is_removed);
      g_assert_cmpstr (input->table->label, ==, "table 3");
    }
  /* Somebody speaks for it again: it is back, with what was said before. */
  say (world, one, 0, NULL, "@table 3 ! a ramp");
  exchange_two (world, one, other);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (EarAssembly) assembly = ear_assembly_read (i == 0 ? one : other, &world->session->id, &error);

      g_assert_cmpuint (assembly->tables->len, ==, 1);
      g_assert_false (((EarAssemblyTable *) assembly->tables->pdata[0])->is_removed);
      g_assert_cmpuint (((EarAssemblyTable *) assembly->tables->pdata[0])->n_voices, ==, 2);
    }
}

static void
test_withdrawn_table (World *world, gconstpointer data G_GNUC_UNUSED)
{
  EarStore *one = world->tables[0], *other = world->tables[1];
  g_autoptr (GError) error = NULL;
  EarId table, again;

  assert_done (ear_table_ensure (one, &world->session->id, "Table 3", &table, NULL, &error), error);
  exchange_two (world, one, other);
  say (world, other, 0, NULL, "@table 3 - no lift");
  say (world, other, 0, NULL, "@table 2 - no bus");
  count_hands (world, other, 1, "table 3", 5, 1);
  assert_done (ear_store_erase (one, EAR_KIND_PARTICIPANT, &table, &error), error);
  exchange_two (world, one, other);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (EarAssembly) assembly = ear_assembly_read (i == 0 ? one : other, &world->session->id, &error);

      g_assert_cmpuint (assembly->tables->len, ==, 1);
      g_assert_cmpuint (((EarAssemblyItem *) assembly->items->pdata[0])->inputs->len, ==, 1);
      g_assert_cmpuint (((EarAssemblyItem *) assembly->items->pdata[1])->supports->len, ==, 0);
    }
  /* Others who sit there later are another table, since what was withdrawn does not come back. */
  assert_done (ear_table_ensure (other, &world->session->id, "Table 3", &again, NULL, &error), error);
  g_assert_false (ear_id_equal (&table, &again));
}

static void
test_reworded_twice (World *world, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const others[] = { "A card for every carer", "A card for young carers" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) look = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (EarRecord) item = ear_store_get (world->tables[i], EAR_KIND_AGENDA_ITEM, &world->items[1], &error);

      ear_record_set (item, EAR_AGENDA_ITEM_WORDING, others[i]);
      assert_done (ear_assembly_put_item (world->tables[i], item, NULL, &error), error);
    }
  exchange_two (world, world->tables[0], world->tables[1]);
  look = ear_look_list (world->tables[0], 0, 0, &error);
  g_assert_cmpuint (look->len, ==, 1);
  g_assert_cmpint (((EarLookItem *) look->pdata[0])->reason, ==, EAR_LOOK_RIVALS);
}

/* What may not leave takes with it to which item it was said, and a part has the agenda but no other table's counts. */
static void
test_consent (World *world, gconstpointer data G_GNUC_UNUSED)
{
  EarStore *one = world->tables[0];
  EarId kept = say (world, one, 0, EAR_STANCE_MINORITY, "@table 1 - this stays here");
  g_autofree char *path = g_build_filename (world->folder, "all.xml", NULL);
  g_autofree char *text = NULL, *id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRecord) voice = ear_store_get (one, EAR_KIND_CONTRIBUTION, &kept, &error);

  say (world, one, 0, NULL, "@table 1 - this goes");
  ear_record_set (voice, EAR_CONTRIBUTION_PERMISSION, EAR_PERMISSION_INTERNAL);
  assert_done (ear_store_put (one, voice, &error), error);
  assert_done (ear_bundle_export (one, path, NULL, NULL, NULL, NULL, &error), error);
  assert_done (g_file_get_contents (path, &text, NULL, &error), error);
  g_assert_nonnull (strstr (text, "this goes"));
  g_assert_null (strstr (text, "this stays here"));
  g_assert_nonnull (strstr (text, "<agenda-input"));
  g_assert_null (strstr (text, "minority-view"));
}

#define ADD(name, func) g_test_add ("/merge/assembly/" name, World, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("orders", test_orders);
  ADD ("removed-item", test_removed_item);
  ADD ("reworded-after-removal", test_reworded_after_removal);
  ADD ("removed-table", test_removed_table);
  ADD ("withdrawn-table", test_withdrawn_table);
  ADD ("reworded-twice", test_reworded_twice);
  ADD ("consent", test_consent);
  return g_test_run ();
}
