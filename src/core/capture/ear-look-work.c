/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-look-work.h"

#include <glib/gi18n-lib.h>

/* So many are read at once where all are dismissed. */
#define BATCH 500

typedef struct
{
  EarRecord *was, *after;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  ear_record_free (change->was);
  ear_record_free (change->after);
  g_free (change);
}

EarLookBefore *
ear_look_before_new (void)
{
  return g_ptr_array_new_with_free_func (change_free);
}

static gboolean
finish (EarStore *store, gboolean done, GError **error)
{
  if (done)
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

/* The record, if what is asked about it is still the same. */
static EarRecord *
get_asked (EarStore *store, const EarLookItem *item, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) record = ear_store_get (store, item->kind, &item->id, &local);
  char handle[EAR_LOOK_HANDLE_SIZE];

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (record != NULL && !record->erased)
    {
      ear_look_make_handle (item->reason, record, item->field, handle);
      if (g_str_equal (handle, item->handle))
        return g_steal_pointer (&record);
    }
  g_set_error_literal (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_HERE,
                       _ ("This was changed since it was shown. Nothing was decided. Look at it again."));
  return NULL;
}

static gboolean
put (EarStore *store, EarRecord *record, const EarRecord *was, EarLookBefore *before, GError **error)
{
  Change *change;

  if (!ear_store_put (store, record, error))
    return FALSE;
  if (before == NULL)
    return TRUE;
  change = g_new0 (Change, 1);
  change->was = ear_record_copy (was);
  change->after = ear_record_copy (record);
  g_ptr_array_add (before, change);
  return TRUE;
}

static gboolean
decide (EarStore *store, const EarLookItem *item, const char *value, EarLookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = get_asked (store, item, error);
  g_autoptr (EarRecord) was = record == NULL ? NULL : ear_record_copy (record);

  if (record == NULL)
    return FALSE;
  ear_record_decide (record, item->field, value);
  return put (store, record, was, before, error);
}

/* The move stands after all: of those that made the circle with it, the one that leads back to it gives way. */
static gboolean
break_elsewhere (EarStore *store, const EarLookItem *item, EarLookBefore *before, GError **error)
{
  g_autoptr (GHashTable) met = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  g_autoptr (EarRecord) node = ear_store_get (store, item->kind, &item->id, error);
  EarId above;

  while (node != NULL && ear_record_get_id (node, item->field, &above))
    {
      if (ear_id_equal (&above, &item->id))
        {
          g_autoptr (EarRecord) was = ear_record_copy (node);

          ear_record_set (node, item->field, NULL);
          return put (store, node, was, before, error);
        }
      if (!g_hash_table_add (met, g_memdup2 (&above, sizeof above)))
        return TRUE;
      ear_record_free (node);
      node = ear_store_get (store, item->kind, &above, NULL);
    }
  return node != NULL;
}

static gboolean
keep (EarStore *store, const EarLookItem *item, guint value, EarLookBefore *before, GError **error)
{
  const EarLookValue *chosen = item->values->pdata[value];

  return decide (store, item, chosen->value, before, error)
         && (item->reason != EAR_LOOK_CIRCLE || chosen->value == NULL || break_elsewhere (store, item, before, error));
}

/**
 * ear_look_keep:
 * @value: which of the item's values, from 0
 * @before: (nullable): gets what ear_look_take_back() needs
 */
gboolean
ear_look_keep (EarStore *store, const EarLookItem *item, guint value, EarLookBefore *before, GError **error)
{
  g_return_val_if_fail (value < item->values->len, FALSE);

  return ear_store_begin (store, error) && finish (store, keep (store, item, value, before, error), error);
}

/**
 * ear_look_combine:
 * @text: what is to stand there
 *
 * Writes a text made out of the values. None at all is refused where the field must have one.
 */
gboolean
ear_look_combine (EarStore *store, const EarLookItem *item, const char *text, EarLookBefore *before, GError **error)
{
  g_return_val_if_fail (ear_look_can_combine (item), FALSE);

  return decide (store, item, text, before, error);
}

static gboolean
dismiss (EarStore *store, GPtrArray *items, EarLookBefore *before, GError **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      if (!keep (store, items->pdata[i], 0, before, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ear_look_dismiss (EarStore *store, GPtrArray *items, EarLookBefore *before, GError **error)
{
  return ear_store_begin (store, error) && finish (store, dismiss (store, items, before, error), error);
}

static gboolean
dismiss_all (EarStore *store, guint *n, EarLookBefore *before, GError **error)
{
  *n = 0;
  for (;;)
    {
      g_autoptr (GPtrArray) items = ear_look_list (store, 0, BATCH, error);

      if (items == NULL || !dismiss (store, items, before, error))
        return FALSE;
      *n += items->len;
      if (items->len < BATCH)
        return TRUE;
    }
}

/**
 * ear_look_dismiss_all:
 * @n: (out): how many there were
 *
 * Keeps what shows everywhere, which is the latest of the values.
 */
gboolean
ear_look_dismiss_all (EarStore *store, guint *n, EarLookBefore *before, GError **error)
{
  return ear_store_begin (store, error) && finish (store, dismiss_all (store, n, before, error), error);
}

gboolean
ear_look_can_combine (const EarLookItem *item)
{
  EarType type = ear_field_info (item->kind, item->field)->type;

  return item->reason == EAR_LOOK_RIVALS && (type == EAR_TYPE_PROSE || type == EAR_TYPE_LINE);
}

/**
 * ear_look_propose:
 *
 * Returns: (transfer full): a text that says what all values say, for somebody to finish.
 */
char *
ear_look_propose (const EarLookItem *item)
{
  g_autofree char *text = NULL;

  /* The earliest first, as it was said. */
  for (guint i = item->values->len; i > 0; i--)
    {
      const EarLookValue *value = item->values->pdata[i - 1];
      g_autofree char *before = g_steal_pointer (&text);

      if (value->value == NULL || before == NULL)
        text = g_strdup (value->value != NULL ? value->value : before);
      else
        text = ear_word_combine (before, value->value);
    }
  return text == NULL ? g_strdup ("") : g_steal_pointer (&text);
}

/* What the decision changed gets its value from before, as an edit that has seen everything. */
static gboolean
edit_back (EarStore *store, const Change *change, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) now = ear_store_get (store, change->was->kind, &change->was->id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (now == NULL || now->erased)
    return TRUE;
  for (guint i = 0; i < ear_kind_info (now->kind)->n_fields; i++)
    {
      if (g_strcmp0 (ear_record_get (change->was, i), ear_record_get (change->after, i)) != 0)
        ear_record_set (now, i, ear_record_get (change->was, i));
    }
  return ear_store_put (store, now, error);
}

static gboolean
take_back (EarStore *store, const EarLookBefore *before, gboolean *restored, GError **error)
{
  *restored = TRUE;
  for (guint i = before->len; i > 0; i--)
    {
      const Change *change = before->pdata[i - 1];
      gboolean done;

      if (!ear_store_put_back (store, change->after, change->was, &done, error)
          || (!done && !edit_back (store, change, error)))
        return FALSE;
      *restored = *restored && done;
    }
  return TRUE;
}

/**
 * ear_look_take_back:
 * @before: what decisions filled in
 *
 * Opens the questions again, with every value and who gave it, as though nothing had been decided: ear_store_put_back()
 * says why no edit could do that. Where something else was written in the record since, what showed before is put there as
 * an edit instead, and the other values stay in its history. Of what was erased since, nothing comes back.
 */
gboolean
ear_look_take_back (EarStore *store, const EarLookBefore *before, gboolean *restored, GError **error)
{
  return ear_store_begin (store, error) && finish (store, take_back (store, before, restored, error), error);
}
