/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-assembly-list.h"

#include "ear-terms.h"

/* The fields of a count from dots on stand together, in the table and in EarAssemblySupport. */
G_STATIC_ASSERT (EAR_AGENDA_SUPPORT_FIVE - EAR_AGENDA_SUPPORT_DOTS + 1 == EAR_SUPPORT_N_NUMBERS);

static const char list_sql[]
  = "SELECT s.id, s.title, s.started, p.name, s.venue, "
    "(SELECT count (*) FROM agenda_items i WHERE i.session = s.n AND i.state = 0), "
    "(SELECT count (*) FROM agenda_items i WHERE i.session = s.n AND i.state = 0 AND i.decision IS NOT NULL), "
    "(SELECT count (*) FROM participants t WHERE t.session = s.n AND t.state = 0 AND t.nature IN ('table', 'organisation')), "
    "(SELECT count (*) FROM voices v WHERE v.session = s.n), "
    "(SELECT count (DISTINCT l.\"action\") FROM agenda_actions l JOIN agenda_items i ON i.n = l.item AND i.session = s.n "
    "JOIN actions a ON a.n = l.\"action\" AND a.state = 0 WHERE l.state = 0) "
    "FROM sessions s LEFT JOIN places p ON p.n = s.place AND p.state = 0 WHERE s.state = 0 AND s.nature = '" EAR_SESSION_ASSEMBLY "' "
    "ORDER BY s.started IS NULL, s.started DESC, s.id DESC";

static const char tables_sql[]
  = "SELECT t.id, t.label, t.sector, t.people, t.state = 1, "
    "(SELECT group_concat (name, '; ') FROM (SELECT g.name FROM participant_groups l JOIN groups g ON g.n = l.\"group\" AND g.state = 0 "
    "WHERE l.participant = t.n AND l.state = 0 ORDER BY g.name COLLATE NOCASE, g.id)), "
    "(SELECT count (*) FROM voices v WHERE v.participant = t.n) AS said "
    "FROM participants t JOIN sessions s ON s.n = t.session WHERE s.id = ?1 AND ((t.state = 0 AND t.nature IN ('table', 'organisation')) "
    "OR (t.state = 1 AND (said > 0 OR EXISTS (SELECT 1 FROM agenda_supports c WHERE c.participant = t.n AND c.state = 0)))) "
    "ORDER BY t.label COLLATE NOCASE, t.id";

/* What was removed, or has not come yet, is asked for by what was said to it or counted for it. */
static const char items_sql[]
  = "SELECT i.id, i.nature, i.wording, i.decision, i.outcome, i.minutes, i.state FROM agenda_items i JOIN sessions s ON s.id = ?1 "
    "WHERE (i.session = s.n AND i.state = 0) OR (i.state IN (1, 3) AND ("
    "EXISTS (SELECT 1 FROM agenda_inputs l JOIN voices v ON v.n = l.contribution WHERE l.item = i.n AND l.state = 0 AND v.session = s.n) "
    "OR (i.session = s.n AND EXISTS (SELECT 1 FROM agenda_supports c WHERE c.item = i.n AND c.state = 0)) "
    "OR (i.session = s.n AND EXISTS (SELECT 1 FROM agenda_actions l JOIN actions a ON a.n = l.\"action\" AND a.state = 0 "
    "WHERE l.item = i.n AND l.state = 0)))) "
    "ORDER BY i.state <> 0, i.position IS NULL, i.position, i.id";

/* Earlier wordings, from this workbook's history and from what people were asked when they were counted. */
static const char wordings_sql[]
  = "SELECT w.value, d.name, min (w.at) FROM ("
    "SELECT h.value, h.device, h.stamp AS at FROM history h WHERE h.record_table = 'agenda_items' AND h.n = ?1 AND h.field = 'wording' "
    "UNION ALL SELECT c.wording, c.device, c.stamp FROM agenda_supports c WHERE c.item = ?1 AND c.state = 0) w "
    "LEFT JOIN devices d ON d.n = w.device AND d.state = 0 JOIN agenda_items i ON i.n = ?1 "
    "WHERE w.value IS NOT NULL AND w.value IS NOT i.wording GROUP BY w.value ORDER BY min (w.at), w.value";

static const char inputs_sql[]
  = "SELECT v.id, t.id, i.id, l.stance FROM voices v LEFT JOIN participants t ON t.n = v.participant "
    "LEFT JOIN agenda_inputs l ON l.contribution = v.n AND l.state = 0 LEFT JOIN agenda_items i ON i.n = l.item "
    "JOIN sessions s ON s.n = v.session WHERE s.id = ?1 ORDER BY v.position, v.id, i.position, i.id";

static const char supports_sql[]
  = "SELECT c.id, t.id, c.method, c.happened, c.wording, c.dots, c.\"for\", c.against, c.unsure, c.fist, c.one, c.two, c.three, "
    "c.four, c.five, w.support IS NOT NULL FROM agenda_supports c LEFT JOIN participants t ON t.n = c.participant "
    "LEFT JOIN support_now w ON w.support = c.n WHERE c.state = 0 AND c.item = (SELECT n FROM agenda_items WHERE id = ?1) "
    "ORDER BY t.label IS NOT NULL, t.label COLLATE NOCASE, t.id, c.method, w.support IS NULL, c.happened DESC, c.id DESC";

static const char actions_sql[]
  = "SELECT a.id FROM agenda_actions l JOIN actions a ON a.n = l.\"action\" AND a.state = 0 "
    "WHERE l.state = 0 AND l.item = (SELECT n FROM agenda_items WHERE id = ?1) ORDER BY a.id";

void
ear_assembly_row_free (EarAssemblyRow *row)
{
  if (row == NULL)
    return;
  g_free (row->title);
  g_free (row->started);
  g_free (row->place);
  g_free (row->venue);
  g_free (row);
}

static void
table_free (EarAssemblyTable *table)
{
  g_free (table->label);
  g_free (table->sector);
  g_free (table->groups);
  g_free (table);
}

static void
input_free (EarAssemblyInput *input)
{
  ear_voice_free (input->voice);
  g_free (input->stance);
  g_free (input);
}

static void
support_free (EarAssemblySupport *support)
{
  g_free (support->method);
  g_free (support->happened);
  g_free (support->wording);
  g_free (support);
}

static void
wording_free (EarAssemblyWording *wording)
{
  g_free (wording->wording);
  g_free (wording->author);
  g_free (wording);
}

static void
item_free (EarAssemblyItem *item)
{
  g_free (item->nature);
  g_free (item->wording);
  g_free (item->decision);
  g_free (item->outcome);
  g_ptr_array_unref (item->wordings);
  g_ptr_array_unref (item->inputs);
  g_ptr_array_unref (item->supports);
  g_ptr_array_unref (item->actions);
  g_free (item);
}

void
ear_assembly_free (EarAssembly *assembly)
{
  if (assembly == NULL)
    return;
  ear_record_free (assembly->session);
  g_free (assembly->place);
  g_clear_pointer (&assembly->items, g_ptr_array_unref);
  g_clear_pointer (&assembly->tables, g_ptr_array_unref);
  g_free (assembly);
}

/**
 * ear_assembly_list:
 *
 * Returns: (transfer full) (element-type EarAssemblyRow) (nullable): the Assemblies, newest first.
 */
GPtrArray *
ear_assembly_list (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, list_sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_assembly_row_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarAssemblyRow *row = g_new0 (EarAssemblyRow, 1);

      ear_statement_get_id (each, 0, &row->id);
      row->title = g_strdup (ear_statement_get_text (each, 1));
      row->started = g_strdup (ear_statement_get_text (each, 2));
      row->place = g_strdup (ear_statement_get_text (each, 3));
      row->venue = g_strdup (ear_statement_get_text (each, 4));
      row->n_items = (guint) ear_statement_get_integer (each, 5);
      row->n_decided = (guint) ear_statement_get_integer (each, 6);
      row->n_tables = (guint) ear_statement_get_integer (each, 7);
      row->n_voices = (guint) ear_statement_get_integer (each, 8);
      row->n_actions = (guint) ear_statement_get_integer (each, 9);
      g_ptr_array_add (rows, row);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

/* Table 2 before table 10. */
static int
compare_tables (gconstpointer a, gconstpointer b)
{
  const EarAssemblyTable *one = *(const EarAssemblyTable *const *) a, *other = *(const EarAssemblyTable *const *) b;
  g_autofree char *key = g_utf8_collate_key_for_filename (one->label, -1);
  g_autofree char *other_key = g_utf8_collate_key_for_filename (other->label, -1);
  int order = strcmp (key, other_key);

  return order != 0 ? order : ear_id_compare (&one->id, &other->id);
}

static gboolean
read_tables (EarStore *store, EarAssembly *assembly, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, tables_sql, error);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_id (each, 1, &assembly->session->id);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarAssemblyTable *table = g_new0 (EarAssemblyTable, 1);
      const char *label = ear_statement_get_text (each, 1);

      ear_statement_get_id (each, 0, &table->id);
      table->label = g_strdup (label == NULL ? "" : label);
      table->sector = g_strdup (ear_statement_get_text (each, 2));
      table->people = ear_statement_is_null (each, 3) ? -1 : ear_statement_get_integer (each, 3);
      table->is_removed = ear_statement_get_integer (each, 4) != 0;
      table->groups = g_strdup (ear_statement_get_text (each, 5));
      table->n_voices = (guint) ear_statement_get_integer (each, 6);
      g_ptr_array_add (assembly->tables, table);
    }
  g_ptr_array_sort (assembly->tables, compare_tables);
  return step == EAR_STEP_DONE;
}

static EarAssemblyItem *
add_item (EarAssembly *assembly)
{
  EarAssemblyItem *item = g_new0 (EarAssemblyItem, 1);

  item->minutes = -1;
  item->wordings = g_ptr_array_new_with_free_func ((GDestroyNotify) wording_free);
  item->inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) input_free);
  item->supports = g_ptr_array_new_with_free_func ((GDestroyNotify) support_free);
  item->actions = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_action_row_free);
  g_ptr_array_add (assembly->items, item);
  return item;
}

static gboolean
read_items (EarStore *store, EarAssembly *assembly, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, items_sql, error);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_id (each, 1, &assembly->session->id);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarAssemblyItem *item = add_item (assembly);

      ear_statement_get_id (each, 0, &item->id);
      item->nature = g_strdup (ear_statement_get_text (each, 1));
      item->wording = g_strdup (ear_statement_get_text (each, 2));
      item->decision = g_strdup (ear_statement_get_text (each, 3));
      item->outcome = g_strdup (ear_statement_get_text (each, 4));
      item->minutes = ear_statement_is_null (each, 5) ? -1 : ear_statement_get_integer (each, 5);
      item->is_removed = ear_statement_get_integer (each, 6) != 0;
    }
  return step == EAR_STEP_DONE;
}

static gboolean
read_wordings (EarStore *store, EarAssemblyItem *item, GError **error)
{
  gint64 n = ear_store_find_row (store, EAR_KIND_AGENDA_ITEM, &item->id, error);
  g_autoptr (EarStatement) each = n < 0 ? NULL : ear_store_query (store, wordings_sql, error);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_integer (each, 1, n);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarAssemblyWording *wording = g_new0 (EarAssemblyWording, 1);

      wording->wording = g_strdup (ear_statement_get_text (each, 0));
      wording->author = g_strdup (ear_statement_get_text (each, 1));
      g_ptr_array_add (item->wordings, wording);
    }
  return step == EAR_STEP_DONE;
}

static const EarAssemblyTable *
find_table (const EarAssembly *assembly, const EarId *id)
{
  for (guint i = 0; i < assembly->tables->len; i++)
    {
      const EarAssemblyTable *table = assembly->tables->pdata[i];

      if (ear_id_equal (&table->id, id))
        return table;
    }
  return NULL;
}

/* What was said to no item stands last, once there is something. */
static EarAssemblyItem *
find_item (EarAssembly *assembly, const EarId *id)
{
  for (guint i = 0; i < assembly->items->len; i++)
    {
      EarAssemblyItem *item = assembly->items->pdata[i];

      if (ear_id_equal (&item->id, id))
        return item;
    }
  return ear_id_is_none (id) ? add_item (assembly) : find_item (assembly, &EAR_ID_NONE);
}

static GHashTable *
load_voices (EarStore *store, const EarId *session, GError **error)
{
  EarVoiceFilter filter = { .session = session, .oldest_first = TRUE };
  g_autoptr (GPtrArray) list = ear_voice_list (store, &filter, 0, 0, error);
  g_autoptr (GHashTable) voices = NULL;

  if (list == NULL)
    return NULL;
  voices = g_hash_table_new_full (ear_id_hash, ear_id_equal, NULL, (GDestroyNotify) ear_voice_free);
  g_ptr_array_set_free_func (list, NULL);
  for (guint i = 0; i < list->len; i++)
    {
      EarVoice *voice = list->pdata[i];

      g_hash_table_insert (voices, &voice->id, voice);
    }
  return g_steal_pointer (&voices);
}

/* One that was put to two items by two laptops stands under the first of them on the agenda. */
static gboolean
read_inputs (EarStore *store, EarAssembly *assembly, GError **error)
{
  g_autoptr (GHashTable) voices = load_voices (store, &assembly->session->id, error);
  g_autoptr (EarStatement) each = voices == NULL ? NULL : ear_store_query (store, inputs_sql, error);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_id (each, 1, &assembly->session->id);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarId id, table = EAR_ID_NONE, item = EAR_ID_NONE;
      EarAssemblyInput *input;
      gpointer voice = NULL;

      ear_statement_get_id (each, 0, &id);
      if (!g_hash_table_steal_extended (voices, &id, NULL, &voice))
        continue;
      ear_statement_get_id (each, 1, &table);
      ear_statement_get_id (each, 2, &item);
      input = g_new0 (EarAssemblyInput, 1);
      input->voice = voice;
      input->table = find_table (assembly, &table);
      input->stance = g_strdup (ear_statement_get_text (each, 3));
      g_ptr_array_add (find_item (assembly, &item)->inputs, input);
    }
  return step == EAR_STEP_DONE;
}

static gboolean
read_supports (EarStore *store, const EarAssembly *assembly, EarAssemblyItem *item, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, supports_sql, error);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_id (each, 1, &item->id);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarAssemblySupport *support = g_new0 (EarAssemblySupport, 1);
      EarId table = EAR_ID_NONE;

      ear_statement_get_id (each, 0, &support->id);
      support->whole_room = ear_statement_is_null (each, 1);
      ear_statement_get_id (each, 1, &table);
      support->table = find_table (assembly, &table);
      support->method = g_strdup (ear_statement_get_text (each, 2));
      support->happened = g_strdup (ear_statement_get_text (each, 3));
      support->wording = g_strdup (ear_statement_get_text (each, 4));
      for (guint i = 0; i < EAR_SUPPORT_N_NUMBERS; i++)
        support->numbers[i] = ear_statement_is_null (each, (int) (5 + i)) ? -1 : ear_statement_get_integer (each, (int) (5 + i));
      support->is_current = ear_statement_get_integer (each, 5 + EAR_SUPPORT_N_NUMBERS) != 0;
      g_ptr_array_add (item->supports, support);
    }
  return step == EAR_STEP_DONE;
}

static gboolean
read_actions (EarStore *store, EarAssemblyItem *item, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, actions_sql, error);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_id (each, 1, &item->id);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      g_autoptr (GPtrArray) rows = NULL;
      EarActionFilter filter = { 0 };
      EarId id;

      ear_statement_get_id (each, 0, &id);
      filter.action = &id;
      rows = ear_action_list (store, &filter, error);
      if (rows == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (item->actions, g_steal_pointer (&rows));
    }
  return step == EAR_STEP_DONE;
}

static gboolean
read_place (EarStore *store, EarAssembly *assembly, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) place = NULL;
  EarId id;

  if (!ear_record_get_id (assembly->session, EAR_SESSION_PLACE, &id))
    return TRUE;
  place = ear_store_get (store, EAR_KIND_PLACE, &id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  assembly->place = place == NULL ? NULL : g_strdup (ear_record_get (place, EAR_PLACE_NAME));
  return TRUE;
}

static gboolean
read_all (EarStore *store, EarAssembly *assembly, GError **error)
{
  if (!read_place (store, assembly, error) || !read_tables (store, assembly, error) || !read_items (store, assembly, error)
      || !read_inputs (store, assembly, error))
    return FALSE;
  for (guint i = 0; i < assembly->items->len; i++)
    {
      EarAssemblyItem *item = assembly->items->pdata[i];

      if (!ear_id_is_none (&item->id)
          && (!read_wordings (store, item, error) || !read_supports (store, assembly, item, error) || !read_actions (store, item, error)))
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_assembly_read:
 *
 * Returns: (transfer full) (nullable): all of one Assembly as it stands; %NULL without @error where it is not in the workbook.
 */
EarAssembly *
ear_assembly_read (EarStore *store, const EarId *session, GError **error)
{
  g_autoptr (EarAssembly) assembly = g_new0 (EarAssembly, 1);

  assembly->session = ear_store_get (store, EAR_KIND_SESSION, session, error);
  if (assembly->session == NULL || assembly->session->erased)
    return NULL;
  assembly->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  assembly->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) table_free);
  return read_all (store, assembly, error) ? g_steal_pointer (&assembly) : NULL;
}
