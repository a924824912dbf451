/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-partner-deeds.h"

#include <glib/gi18n.h>

#include "ear-partner-words.h"
#include "ear-window.h"

/* Something that was asked for and is not done yet. */
typedef struct
{
  EarWindow *window;
  EarPartnerDeed work;
  char *name; /* of the partner */
} Deed;

static void
deed_free (Deed *deed)
{
  g_object_unref (deed->window);
  g_free (deed->name);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

static const char *
spell_failure (EarPartnerVerb verb)
{
  switch (verb)
    {
    case EAR_PARTNER_UNACCEPT:
      return _ ("It is still accepted");
    case EAR_PARTNER_REVOKE:
      return _ ("It could not be revoked");
    case EAR_PARTNER_RESTORE:
      return _ ("The revocation could not be taken back");
    case EAR_PARTNER_ACCEPT:
    default:
      return _ ("It could not be accepted");
    }
}

static char *
spell_done (const Deed *deed)
{
  switch (deed->work.verb)
    {
    case EAR_PARTNER_UNACCEPT:
      return g_strdup_printf (_ ("“%s” is not accepted any more. What it sent before stays."), deed->name);
    case EAR_PARTNER_REVOKE:
      return g_strdup_printf (_ ("“%s” is revoked"), deed->name);
    case EAR_PARTNER_RESTORE:
      return g_strdup_printf (_ ("“%s” is not revoked any more"), deed->name);
    case EAR_PARTNER_ACCEPT:
    default:
      return g_strdup_printf (_ ("“%s” is accepted"), deed->name);
    }
}

/* What takes it back; accepting merges what waited, which that would not. */
static gboolean
find_undo (const Deed *deed, EarPartnerDeed *undo)
{
  static const EarPartnerVerb opposite[] = {
    [EAR_PARTNER_UNACCEPT] = EAR_PARTNER_ACCEPT,
    [EAR_PARTNER_REVOKE] = EAR_PARTNER_RESTORE,
    [EAR_PARTNER_RESTORE] = EAR_PARTNER_REVOKE,
  };

  if (deed->work.verb == EAR_PARTNER_ACCEPT)
    return FALSE;
  *undo = (EarPartnerDeed) { opposite[deed->work.verb], deed->work.device };
  return TRUE;
}

static void
undone_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarWindow) window = data;
  g_autoptr (GError) error = NULL;

  ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    ear_window_show_error (window, _ ("It could not be taken back"), error);
}

static void
undo_cb (EarWindow *window, gpointer data)
{
  EarWorkbook *workbook = ear_window_get_workbook (window);

  if (workbook != NULL)
    ear_workbook_run_async (workbook, TRUE, ear_partner_deed_job, g_memdup2 (data, sizeof (EarPartnerDeed)), g_free, NULL, NULL,
                            undone_cb, g_object_ref (window));
}

static void
done_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (Deed) deed = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = spell_done (deed);
  EarPartnerDeed undo;

  ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  if (error != NULL)
    ear_window_show_error (deed->window, spell_failure (deed->work.verb), error);
  else if (find_undo (deed, &undo))
    ear_window_toast_undo (deed->window, text, G_CALLBACK (undo_cb), g_memdup2 (&undo, sizeof undo), g_free);
  else
    ear_window_toast (deed->window, text);
}

static Deed *
deed_new (GtkWidget *widget, EarPartnerVerb verb, const EarPartner *partner)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->window = g_object_ref (ear_window_of (widget));
  deed->work = (EarPartnerDeed) { verb, partner->device };
  deed->name = g_strdup (partner->name);
  return deed;
}

static void
run (Deed *deed)
{
  EarWorkbook *workbook = ear_window_get_workbook (deed->window);

  if (workbook == NULL)
    deed_free (deed);
  else
    ear_workbook_run_async (workbook, TRUE, ear_partner_deed_job, g_memdup2 (&deed->work, sizeof deed->work), g_free, NULL, NULL,
                            done_cb, deed);
}

/**
 * ear_partner_deeds_do:
 * @widget: in the window where it was asked for
 *
 * Does it, and tells in a toast that it is done. Main thread.
 */
void
ear_partner_deeds_do (GtkWidget *widget, EarPartnerVerb verb, const EarPartner *partner)
{
  run (deed_new (widget, verb, partner));
}

static void
deed_unref_cb (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  g_clear_pointer ((Deed **) data, deed_free);
  g_free (data);
}

static void
response_cb (AdwAlertDialog *dialog G_GNUC_UNUSED, const char *response, gpointer data)
{
  Deed **deed = data;

  if (g_str_equal (response, "revoke"))
    run (g_steal_pointer (deed));
}

/**
 * ear_partner_deeds_ask_revoke:
 *
 * Says what revoking does, with the partner's words, and does it where a person wants that. Main thread.
 */
void
ear_partner_deeds_ask_revoke (GtkWidget *widget, const EarPartner *partner)
{
  g_autofree char *title = g_strdup_printf (_ ("Revoke “%s”?"), partner->name);
  g_autofree char *body = ear_partner_words_revoking (partner);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (title, body));
  Deed **deed = g_new0 (Deed *, 1);

  *deed = deed_new (widget, EAR_PARTNER_REVOKE, partner);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "revoke", _ ("_Revoke"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "revoke", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), deed, deed_unref_cb, 0);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}
