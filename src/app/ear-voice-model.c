/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-model.h"

#include "ear-voice-batch.h"

#define WINDOW_ITEMS 100
/* Windows kept; the view itself holds on to three or four. */
#define MAX_WINDOWS 32
/* Windows waiting to be read: those asked for before them were scrolled past. */
#define MAX_WANTED 8

typedef struct
{
  guint number;
  GPtrArray *items; /* EarVoiceItem */
  gboolean read;
  guint64 touched;
} Window;

struct _EarVoiceModel
{
  GObject parent_instance;

  EarWorkbook *workbook;
  EarVoiceQuery *query;
  GRefString *search;    /* (nullable) of the query, for the items */
  EarVoiceRows *rows;    /* (nullable) those that are shown */
  guint n_items;
  GHashTable *windows; /* number → Window */
  GQueue wanted;       /* numbers, the one asked for last first */
  GCancellable *reading; /* NULL while nothing is being read */
  gboolean replacing;    /* what is shown belongs to an older query */
  guint64 clock;
};

static void ear_voice_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarVoiceModel, ear_voice_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ear_voice_model_list_init))

enum
{
  SIGNAL_LOADED,
  SIGNAL_FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  GWeakRef model;
  GCancellable *cancellable;
  guint number;
} Waiting;

static void read_window (EarVoiceModel *model, guint number, gboolean anew);

static void
window_free (Window *window)
{
  g_ptr_array_unref (window->items);
  g_free (window);
}

static Window *
window_new (guint number)
{
  Window *window = g_new0 (Window, 1);

  window->number = number;
  window->items = g_ptr_array_new_with_free_func (g_object_unref);
  return window;
}

static void
waiting_free (Waiting *waiting)
{
  g_weak_ref_clear (&waiting->model);
  g_object_unref (waiting->cancellable);
  g_free (waiting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiting, waiting_free)

/* Gives a window as many items as it has voices. */
static void
window_fit (EarVoiceModel *model, Window *window)
{
  guint first = window->number * WINDOW_ITEMS;
  guint size = first >= model->n_items ? 0 : MIN (WINDOW_ITEMS, model->n_items - first);

  if (window->items->len > size)
    g_ptr_array_set_size (window->items, size);
  while (window->items->len < size)
    g_ptr_array_add (window->items, ear_voice_item_new (NULL));
}

static Window *
oldest_window (EarVoiceModel *model)
{
  GHashTableIter each;
  gpointer value;
  Window *oldest = NULL;

  g_hash_table_iter_init (&each, model->windows);
  while (g_hash_table_iter_next (&each, NULL, &value))
    {
      Window *window = value;

      if (oldest == NULL || window->touched < oldest->touched)
        oldest = window;
    }
  return oldest;
}

static Window *
newest_window (EarVoiceModel *model, gboolean unread)
{
  GHashTableIter each;
  gpointer value;
  Window *newest = NULL;

  g_hash_table_iter_init (&each, model->windows);
  while (g_hash_table_iter_next (&each, NULL, &value))
    {
      Window *window = value;

      if ((!unread || !window->read) && (newest == NULL || window->touched > newest->touched))
        newest = window;
    }
  return newest;
}

static Window *
touch_window (EarVoiceModel *model, guint number)
{
  Window *window = g_hash_table_lookup (model->windows, GUINT_TO_POINTER (number));

  if (window == NULL)
    {
      if (g_hash_table_size (model->windows) >= MAX_WINDOWS)
        g_hash_table_remove (model->windows, GUINT_TO_POINTER (oldest_window (model)->number));
      window = window_new (number);
      g_hash_table_insert (model->windows, GUINT_TO_POINTER (number), window);
    }
  window_fit (model, window);
  window->touched = ++model->clock;
  return window;
}

static void
read_next (EarVoiceModel *model)
{
  while (model->reading == NULL && !g_queue_is_empty (&model->wanted))
    {
      guint number = GPOINTER_TO_UINT (g_queue_pop_head (&model->wanted));
      Window *window = g_hash_table_lookup (model->windows, GUINT_TO_POINTER (number));

      if (window != NULL && !window->read)
        read_window (model, number, FALSE);
    }
}

static void
want_window (EarVoiceModel *model, guint number)
{
  if (model->replacing)
    return;
  g_queue_remove (&model->wanted, GUINT_TO_POINTER (number));
  g_queue_push_head (&model->wanted, GUINT_TO_POINTER (number));
  while (g_queue_get_length (&model->wanted) > MAX_WANTED)
    g_queue_pop_tail (&model->wanted);
  read_next (model);
}

static void
fill_window (EarVoiceModel *model, guint number, const EarVoiceBatch *answer)
{
  GPtrArray *voices = answer->voices;
  Window *window = touch_window (model, number);
  guint n = MIN (voices->len, window->items->len);

  window->read = TRUE;
  g_ptr_array_set_free_func (voices, NULL);
  for (guint i = 0; i < voices->len; i++)
    {
      if (i < n)
        {
          ear_voice_item_set_search (g_ptr_array_index (window->items, i), model->search);
          ear_voice_item_set_codings (g_ptr_array_index (window->items, i), g_ptr_array_index (answer->codings, i));
        }
      if (i < n)
        ear_voice_item_take_voice (g_ptr_array_index (window->items, i), g_ptr_array_index (voices, i));
      else
        ear_voice_free (g_ptr_array_index (voices, i));
    }
}

/* What was shown before goes away at once. */
static void
replace_all (EarVoiceModel *model, const EarVoiceBatch *answer)
{
  guint before = model->n_items;

  model->replacing = FALSE;
  g_hash_table_remove_all (model->windows);
  model->n_items = ear_voice_rows_get_n (model->rows);
  if (model->n_items > 0)
    fill_window (model, answer->offset / WINDOW_ITEMS, answer);
  g_list_model_items_changed (G_LIST_MODEL (model), 0, before, model->n_items);
}

static int
compare_touched (gconstpointer a, gconstpointer b)
{
  const Window *one = *(Window *const *) a, *other = *(Window *const *) b;

  return one->touched < other->touched ? 1 : one->touched > other->touched ? -1 : 0;
}

/* Has the windows looked at last read again, and forgets the others. */
static void
want_unread (EarVoiceModel *model)
{
  g_autoptr (GPtrArray) windows = g_hash_table_get_values_as_ptr_array (model->windows);

  g_ptr_array_sort (windows, compare_touched);
  for (guint i = 0; i < windows->len; i++)
    {
      Window *window = g_ptr_array_index (windows, i);

      if (window->items->len == 0 || (!window->read && i >= MAX_WANTED))
        g_hash_table_remove (model->windows, GUINT_TO_POINTER (window->number));
      else if (!window->read)
        g_queue_push_tail (&model->wanted, GUINT_TO_POINTER (window->number));
    }
}

/* How many rows are the same at the beginning and at the end. */
static void
compare_rows (const EarVoiceRows *was, const EarVoiceRows *now, guint *same_first, guint *same_last)
{
  guint n_was = ear_voice_rows_get_n (was), n_now = ear_voice_rows_get_n (now), n = MIN (n_was, n_now);

  *same_first = *same_last = 0;
  while (*same_first < n && ear_voice_rows_get (was, *same_first) == ear_voice_rows_get (now, *same_first))
    (*same_first)++;
  while (*same_last < n - *same_first
         && ear_voice_rows_get (was, n_was - 1 - *same_last) == ear_voice_rows_get (now, n_now - 1 - *same_last))
    (*same_last)++;
}

static void
put_item (EarVoiceModel *model, GHashTable *windows, guint position, EarVoiceItem *item, guint64 touched)
{
  guint number = position / WINDOW_ITEMS;
  Window *window = g_hash_table_lookup (windows, GUINT_TO_POINTER (number));

  if (window == NULL)
    {
      window = window_new (number);
      g_hash_table_insert (windows, GUINT_TO_POINTER (number), window);
      window_fit (model, window);
    }
  window->touched = MAX (window->touched, touched);
  g_set_object ((EarVoiceItem **) &window->items->pdata[position % WINDOW_ITEMS], item);
}

/* The items of voices that are still there go along to their new places, since the view goes on showing them. */
static void
move_items (EarVoiceModel *model, guint before, guint same_first, guint same_last)
{
  g_autoptr (GHashTable) windows = g_steal_pointer (&model->windows);
  GHashTableIter each;
  gpointer value;

  model->windows = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) window_free);
  g_hash_table_iter_init (&each, windows);
  while (g_hash_table_iter_next (&each, NULL, &value))
    {
      Window *window = value;

      for (guint i = 0; i < window->items->len; i++)
        {
          guint position = window->number * WINDOW_ITEMS + i;

          if (position < same_first)
            put_item (model, model->windows, position, window->items->pdata[i], window->touched);
          else if (position >= before - same_last)
            put_item (model, model->windows, position + model->n_items - before, window->items->pdata[i], window->touched);
        }
    }
}

/* After something was written: voices that stay are told from those that went or came. */
static void
update_all (EarVoiceModel *model, EarVoiceRows *was, const EarVoiceBatch *answer)
{
  guint before = model->n_items, same_first, same_last;
  guint number = answer->offset / WINDOW_ITEMS;

  compare_rows (was, model->rows, &same_first, &same_last);
  model->n_items = ear_voice_rows_get_n (model->rows);
  if (same_first < before || same_first < model->n_items)
    move_items (model, before, same_first, same_last);
  if (number * WINDOW_ITEMS < model->n_items)
    fill_window (model, number, answer);
  want_unread (model);
  if (same_first < before || same_first < model->n_items)
    g_list_model_items_changed (G_LIST_MODEL (model), same_first, before - same_first - same_last,
                                model->n_items - same_first - same_last);
}

static void
take_rows (EarVoiceModel *model, EarVoiceBatch *answer)
{
  g_autoptr (EarVoiceRows) was = g_steal_pointer (&model->rows);

  model->rows = g_steal_pointer (&answer->rows);
  if (model->replacing || was == NULL)
    replace_all (model, answer);
  else
    update_all (model, was, answer);
  g_signal_emit (model, signals[SIGNAL_LOADED], 0);
}

static void
voices_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (Waiting) waiting = data;
  g_autoptr (EarVoiceModel) model = g_weak_ref_get (&waiting->model);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarVoiceBatch) answer = ear_voice_batch_finish (EAR_WORKBOOK (workbook), result, &error);

  if (model == NULL || model->reading != waiting->cancellable)
    return;
  g_clear_object (&model->reading);
  if (answer == NULL)
    {
      g_queue_clear (&model->wanted);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit (model, signals[SIGNAL_FAILED], 0, error);
      return;
    }
  if (answer->rows == NULL)
    fill_window (model, waiting->number, answer);
  else
    take_rows (model, answer);
  read_next (model);
}

static void
read_window (EarVoiceModel *model, guint number, gboolean anew)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  model->reading = g_cancellable_new ();
  g_weak_ref_init (&waiting->model, model);
  waiting->cancellable = g_object_ref (model->reading);
  waiting->number = number;
  if (anew || model->rows == NULL)
    ear_voice_batch_find_async (model->workbook, model->query, number * WINDOW_ITEMS, WINDOW_ITEMS, model->reading, voices_cb,
                                waiting);
  else
    ear_voice_batch_read_async (model->workbook, model->rows, model->query->blind, number * WINDOW_ITEMS, WINDOW_ITEMS,
                                model->reading, voices_cb, waiting);
}

static void
stop_reading (EarVoiceModel *model)
{
  if (model->reading != NULL)
    g_cancellable_cancel (model->reading);
  g_clear_object (&model->reading);
  g_queue_clear (&model->wanted);
}

static GType
ear_voice_model_get_item_type (GListModel *list G_GNUC_UNUSED)
{
  return EAR_TYPE_VOICE_ITEM;
}

static guint
ear_voice_model_get_n_items (GListModel *list)
{
  return EAR_VOICE_MODEL (list)->n_items;
}

static gpointer
ear_voice_model_get_item (GListModel *list, guint position)
{
  EarVoiceModel *model = EAR_VOICE_MODEL (list);
  Window *window;

  if (position >= model->n_items)
    return NULL;
  window = touch_window (model, position / WINDOW_ITEMS);
  if (!window->read)
    want_window (model, window->number);
  return g_object_ref (g_ptr_array_index (window->items, position % WINDOW_ITEMS));
}

static void
ear_voice_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = ear_voice_model_get_item_type;
  iface->get_n_items = ear_voice_model_get_n_items;
  iface->get_item = ear_voice_model_get_item;
}

static void
ear_voice_model_finalize (GObject *object)
{
  EarVoiceModel *model = EAR_VOICE_MODEL (object);

  stop_reading (model);
  g_hash_table_unref (model->windows);
  ear_voice_query_free (model->query);
  g_clear_pointer (&model->rows, ear_voice_rows_unref);
  g_clear_pointer (&model->search, g_ref_string_release);
  g_clear_object (&model->workbook);
  G_OBJECT_CLASS (ear_voice_model_parent_class)->finalize (object);
}

static void
ear_voice_model_class_init (EarVoiceModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_voice_model_finalize;

  /**
   * EarVoiceModel::loaded:
   *
   * The voices were counted: how many pass and how many there are is known.
   */
  signals[SIGNAL_LOADED]
    = g_signal_new ("loaded", EAR_TYPE_VOICE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * EarVoiceModel::failed:
   *
   * The workbook could not be read.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", EAR_TYPE_VOICE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ear_voice_model_init (EarVoiceModel *model)
{
  model->query = ear_voice_query_new (NULL);
  model->windows = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) window_free);
}

/**
 * ear_voice_model_new:
 *
 * Returns: (transfer full): an empty list. Main thread, like all of its functions.
 */
EarVoiceModel *
ear_voice_model_new (void)
{
  return g_object_new (EAR_TYPE_VOICE_MODEL, NULL);
}

/**
 * ear_voice_model_set_workbook:
 * @workbook: (nullable): where the voices are; %NULL empties the list
 */
void
ear_voice_model_set_workbook (EarVoiceModel *model, EarWorkbook *workbook)
{
  guint before = model->n_items;

  if (workbook == model->workbook)
    return;
  stop_reading (model);
  g_set_object (&model->workbook, workbook);
  g_hash_table_remove_all (model->windows);
  g_clear_pointer (&model->rows, ear_voice_rows_unref);
  model->n_items = 0;
  g_list_model_items_changed (G_LIST_MODEL (model), 0, before, 0);
}

/**
 * ear_voice_model_set_query:
 *
 * Shows other voices, from the first one on. What is shown stays until the others are there.
 */
void
ear_voice_model_set_query (EarVoiceModel *model, const EarVoiceQuery *query)
{
  EarVoiceQuery *copy = ear_voice_query_copy (query);

  ear_voice_query_free (model->query);
  model->query = copy;
  g_clear_pointer (&model->search, g_ref_string_release);
  if (copy->search != NULL && copy->search[0] != '\0')
    model->search = g_ref_string_new (copy->search);
  stop_reading (model);
  model->replacing = TRUE;
  if (model->workbook != NULL)
    read_window (model, 0, TRUE);
}

/**
 * ear_voice_model_reload:
 *
 * Reads again what is looked at, after something was written.
 */
void
ear_voice_model_reload (EarVoiceModel *model)
{
  Window *newest = newest_window (model, FALSE);
  GHashTableIter each;
  gpointer value;

  stop_reading (model);
  g_hash_table_iter_init (&each, model->windows);
  while (g_hash_table_iter_next (&each, NULL, &value))
    ((Window *) value)->read = FALSE;
  if (model->workbook != NULL)
    read_window (model, model->replacing || newest == NULL ? 0 : newest->number, TRUE);
}

/**
 * ear_voice_model_set_blind:
 * @blind: voices are shown without the themes of others
 *
 * The same voices pass, so each stays in its place.
 */
void
ear_voice_model_set_blind (EarVoiceModel *model, gboolean blind)
{
  if (blind == model->query->blind)
    return;
  model->query->blind = blind;
  ear_voice_model_reload (model);
}

/**
 * ear_voice_model_get_total:
 *
 * Returns: how many voices there are whatever the query.
 */
guint
ear_voice_model_get_total (EarVoiceModel *model)
{
  return model->rows == NULL ? 0 : ear_voice_rows_get_total (model->rows);
}

/**
 * ear_voice_model_get_rows:
 *
 * Returns: (transfer none) (nullable): which voices stand at which position, once they were found.
 */
EarVoiceRows *
ear_voice_model_get_rows (EarVoiceModel *model)
{
  return model->rows;
}
