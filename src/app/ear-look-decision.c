/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-look-decision.h"

#include <glib/gi18n.h>

#include "ear-codebook-work.h"
#include "ear-look-work.h"
#include "ear-partner.h"

typedef struct
{
  EarLookItem *item;     /* (nullable) of one decision */
  guint value;
  char *text;            /* (nullable) */
  EarId coding, part;    /* of a split */
  EarId device;          /* to accept */
  GArray *numbers;       /* (nullable) gint64: of what waits */
  gboolean release;
  char *toast;           /* (nullable) */
  guint n;               /* out */
  GPtrArray *before;     /* for taking it back; empty where that cannot be */
} Decision;

static void
decision_free (Decision *decision)
{
  ear_look_item_free (decision->item);
  g_free (decision->text);
  g_free (decision->toast);
  g_clear_pointer (&decision->numbers, g_array_unref);
  g_clear_pointer (&decision->before, g_ptr_array_unref);
  g_free (decision);
}

/* One round trip to the workbook's thread. @undo: (nullable): what the toast's button does with the array "before". */
typedef struct
{
  EarWindow *window;
  Decision *decision;
  GCallback undo;
} Errand;

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->window);
  decision_free (errand->decision);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  Decision *decision = errand->decision;
  g_autoptr (GError) error = NULL;

  ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  if (error != NULL)
    ear_window_show_error (errand->window, _ ("Nothing was decided"), error);
  else if (errand->undo != NULL && decision->before->len > 0)
    ear_window_toast_undo (errand->window, decision->toast, errand->undo, g_ptr_array_ref (decision->before),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    ear_window_toast (errand->window, decision->toast);
}

static void
start (EarWindow *window, EarWorkbookFunc func, Decision *decision, GCallback undo)
{
  EarWorkbook *workbook = ear_window_get_workbook (window);
  Errand *errand = g_new0 (Errand, 1);

  *errand = (Errand) { g_object_ref (window), decision, undo };
  if (decision->before == NULL)
    decision->before = ear_look_before_new ();
  if (workbook == NULL)
    errand_free (errand);
  else
    ear_workbook_run_async (workbook, TRUE, func, decision, NULL, NULL, NULL, done_cb, errand);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autofree gboolean *restored = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    ear_window_show_error (window, _ ("It could not be taken back"), error);
  else if (restored != NULL && !*restored)
    ear_window_toast (window, _ ("Something else was changed there since: what showed before shows again"));
}

static gpointer
undo_job (EarStore *store, gpointer before, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  gboolean restored;

  return ear_look_take_back (store, before, &restored, error) ? g_memdup2 (&restored, sizeof restored) : NULL;
}

static void
undo (EarWindow *window, gpointer before)
{
  ear_workbook_run_async (ear_window_get_workbook (window), TRUE, undo_job, g_ptr_array_ref (before),
                          (GDestroyNotify) g_ptr_array_unref, g_free, NULL, undone_cb, g_object_ref (window));
}

static gpointer
decide_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Decision *decision = data;

  if (decision->text != NULL)
    ear_look_combine (store, decision->item, decision->text, decision->before, error);
  else
    ear_look_keep (store, decision->item, decision->value, decision->before, error);
  return NULL;
}

void
ear_look_decide (EarWindow *window, EarLookItem *item, guint value, const char *text, const char *toast)
{
  Decision *decision = g_new0 (Decision, 1);

  *decision = (Decision) { .item = item, .value = value, .text = g_strdup (text), .toast = g_strdup (toast) };
  start (window, decide_job, decision, G_CALLBACK (undo));
}

static gpointer
decide_all_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Decision *decision = data;

  if (ear_look_dismiss_all (store, &decision->n, decision->before, error))
    decision->toast = g_strdup_printf (ngettext ("The newer is kept of %'u thing", "The newer is kept of %'u things", decision->n),
                                       decision->n);
  return NULL;
}

void
ear_look_decide_all (EarWindow *window)
{
  start (window, decide_all_job, g_new0 (Decision, 1), G_CALLBACK (undo));
}

static gpointer
undo_part_job (EarStore *store, gpointer before, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  ear_codebook_take_back (store, before, error);
  return NULL;
}

static void
undo_part (EarWindow *window, gpointer before)
{
  ear_workbook_run_async (ear_window_get_workbook (window), TRUE, undo_part_job, g_ptr_array_ref (before),
                          (GDestroyNotify) g_ptr_array_unref, NULL, NULL, undone_cb, g_object_ref (window));
}

static gpointer
part_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Decision *decision = data;

  ear_codebook_settle (store, &decision->coding, 1, &decision->part, 1, decision->before, error);
  return NULL;
}

void
ear_look_decide_part (EarWindow *window, const EarId *coding, const EarSplitPart *part)
{
  Decision *decision = g_new0 (Decision, 1);

  *decision = (Decision) { .coding = *coding, .part = part->id, .before = ear_codebook_before_new () };
  decision->toast = g_strdup_printf (_ ("Coded with “%s”"), part->name);
  start (window, part_job, decision, G_CALLBACK (undo_part));
}

static gpointer
release_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Decision *decision = data;
  const gint64 *numbers = (const gint64 *) (gconstpointer) decision->numbers->data;

  (decision->release ? ear_quarantine_release : ear_quarantine_drop) (store, numbers, decision->numbers->len, error);
  return NULL;
}

/**
 * ear_look_release:
 * @items: (element-type gint64): their numbers
 * @release: FALSE forgets them
 */
void
ear_look_release (EarWindow *window, GArray *items, gboolean release)
{
  Decision *decision = g_new0 (Decision, 1);

  *decision = (Decision) { .numbers = g_array_ref (items), .release = release };
  decision->toast = g_strdup (release ? _ ("Merged. On the Exchange page it can be taken back.")
                                      : _ ("Forgotten. Merging the file again brings it back."));
  start (window, release_job, decision, NULL);
}

static gpointer
accept_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  ear_partner_accept (store, &((Decision *) data)->device, error);
  return NULL;
}

void
ear_look_accept (EarWindow *window, const EarId *device)
{
  Decision *decision = g_new0 (Decision, 1);

  *decision = (Decision) { .device = *device, .toast = g_strdup (_ ("Accepted, and what waited is merged")) };
  start (window, accept_job, decision, NULL);
}
