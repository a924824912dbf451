/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-look-aside.h"

#include <glib/gi18n.h>

#include "ear-desk-work.h"
#include "ear-store-merges.h"
#include "ear-waited.h"

struct _EarLookAside
{
  EarId sender;
  EarQuarantineReason reason;
  char *name;      /* (nullable) of the sender */
  GHashTable *ids; /* EarId of the records. They are not known by their numbers, since what waits again gets another */
};

static void
clear (gpointer data)
{
  EarLookAside *aside = data;

  g_hash_table_unref (aside->ids);
  g_free (aside->name);
}

/**
 * ear_look_aside_new:
 *
 * Returns: (transfer full): what waits in @group, as somebody sees it now.
 */
EarLookAside *
ear_look_aside_new (const EarQuarantineGroup *group)
{
  EarLookAside *aside = g_atomic_rc_box_new0 (EarLookAside);

  aside->sender = group->sender;
  aside->reason = group->reason;
  aside->name = g_strdup (group->name != NULL ? group->name : group->organisation);
  aside->ids = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  for (guint i = 0; i < group->items->len; i++)
    g_hash_table_add (aside->ids, g_memdup2 (&((const EarQuarantined *) group->items->pdata[i])->id, sizeof (EarId)));
  return aside;
}

void
ear_look_aside_unref (EarLookAside *aside)
{
  g_atomic_rc_box_release_full (aside, clear);
}

const EarId *
ear_look_aside_get_sender (const EarLookAside *aside)
{
  return &aside->sender;
}

/**
 * ear_look_aside_get_name:
 *
 * Returns: (transfer none) (nullable): what the sender is called.
 */
const char *
ear_look_aside_get_name (const EarLookAside *aside)
{
  return aside->name;
}

/* Those that still wait: (element-type gint64). @waited: (nullable): they are added to it. */
static GArray *
find_waiting (EarStore *store, const EarLookAside *aside, GPtrArray *waited, GError **error)
{
  g_autoptr (GPtrArray) list = ear_quarantine_list (store, error);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    {
      const EarQuarantined *item = list->pdata[i];

      if (item->reason != aside->reason || !ear_id_equal (&item->sender, &aside->sender)
          || !g_hash_table_contains (aside->ids, &item->id))
        continue;
      g_array_append_val (numbers, item->n);
      if (waited != NULL && !ear_waited_add (waited, store, item->n, item->file, item->label, error))
        return NULL;
    }
  return g_steal_pointer (&numbers);
}

static const gint64 *
numbers_of (const GArray *numbers)
{
  return (const gint64 *) (gconstpointer) numbers->data;
}

typedef struct
{
  EarLookAside *aside;
  gint64 merge;      /* that let them in; 0: nothing changed with it */
  GPtrArray *waited; /* (nullable): what waits again when it is taken back (ear_waited_new()) */
} Release;

static void
release_free (gpointer data)
{
  Release *release = data;

  ear_look_aside_unref (release->aside);
  g_clear_pointer (&release->waited, g_ptr_array_unref);
  g_free (release);
}

static gboolean
let_in (EarStore *store, Release *release, char **note, GError **error)
{
  g_autoptr (GArray) numbers = NULL;
  gint64 before = ear_store_merge_newest (store, error), after;

  g_clear_pointer (&release->waited, g_ptr_array_unref);
  release->waited = ear_waited_new ();
  if (before < 0 || (numbers = find_waiting (store, release->aside, release->waited, error)) == NULL
      || !ear_quarantine_release (store, numbers_of (numbers), numbers->len, error)
      || (after = ear_store_merge_newest (store, error)) < 0)
    return FALSE;
  release->merge = after == before ? 0 : after;
  if (numbers->len == 0)
    *note = g_strdup (_ ("They do not wait any more"));
  return TRUE;
}

static gboolean
take_back (EarStore *store, const Release *release, char **note, GError **error)
{
  EarStoreUndone undone = { 0 };
  gint64 newest = ear_store_merge_newest (store, error);

  if (newest < 0)
    return FALSE;
  if (release->merge != 0 && release->merge != newest)
    {
      *note = g_strdup (_ ("They stay, since something was merged after them"));
      return TRUE;
    }
  if (!ear_store_begin (store, error))
    return FALSE;
  if ((release->merge == 0 || ear_store_merge_undo (store, release->merge, &undone, NULL, NULL, NULL, error))
      && ear_waited_set_aside (release->waited, store, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

static gboolean
turn (EarStore *store, gpointer data, gboolean again, char **note, GError **error)
{
  return again ? let_in (store, data, note, error) : take_back (store, data, note, error);
}

/**
 * ear_look_aside_release:
 *
 * Merges them, and tells so in a toast that makes them wait again.
 */
void
ear_look_aside_release (const EarLookAside *aside, EarWindow *window)
{
  Release *release = g_new0 (Release, 1);

  release->aside = g_atomic_rc_box_acquire ((gpointer) aside);
  ear_deed_run_turning (window, turn, release, release_free, _ ("Merged"));
}

/* --- Forgetting. Nothing is left in the workbook of what it forgets, so that nobody can take it back: it asks before. */

typedef struct
{
  EarWindow *window;
  EarLookAside *aside;
} Forgetting;

static void
forgetting_free (gpointer data)
{
  Forgetting *forgetting = data;

  g_object_unref (forgetting->window);
  ear_look_aside_unref (forgetting->aside);
  g_free (forgetting);
}

static void
unref_closure (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  forgetting_free (data);
}

static gpointer
forget_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Forgetting *forgetting = data;
  g_autoptr (GArray) numbers = find_waiting (store, forgetting->aside, NULL, error);

  if (numbers != NULL)
    ear_quarantine_drop (store, numbers_of (numbers), numbers->len, error);
  return NULL;
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Forgetting *forgetting = data;
  g_autoptr (GError) error = NULL;

  ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  if (error == NULL)
    ear_window_toast (forgetting->window, _ ("Forgotten"));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    ear_window_show_error (forgetting->window, _ ("Nothing was forgotten"), error);
  forgetting_free (forgetting);
}

static void
response_cb (AdwAlertDialog *dialog G_GNUC_UNUSED, const char *response, Forgetting *asked)
{
  EarWorkbook *workbook = ear_window_get_workbook (asked->window);
  Forgetting *forgetting;

  if (!g_str_equal (response, "forget") || workbook == NULL)
    return;
  forgetting = g_new0 (Forgetting, 1);
  *forgetting = (Forgetting) { g_object_ref (asked->window), g_atomic_rc_box_acquire (asked->aside) };
  ear_workbook_run_async (workbook, TRUE, forget_job, forgetting, NULL, NULL, NULL, forgotten_cb, forgetting);
}

/**
 * ear_look_aside_ask_forget:
 * @widget: in the window where it was asked for
 *
 * Says what forgetting does, and does it where a person wants that.
 */
void
ear_look_aside_ask_forget (EarLookAside *aside, GtkWidget *widget)
{
  guint n = g_hash_table_size (aside->ids);
  g_autofree char *title = g_strdup_printf (ngettext ("Forget %'u Record?", "Forget %'u Records?", n), n);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
    title, _ ("Nothing is left of them in this workbook, and that cannot be undone. Bringing in their file again brings them back.")));
  Forgetting *asked = g_new0 (Forgetting, 1);

  *asked = (Forgetting) { g_object_ref (ear_window_of (widget)), g_atomic_rc_box_acquire (aside) };
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "forget", _ ("_Forget"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "forget", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asked, unref_closure, 0);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}
