/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-partner-deeds.h"

#include <glib/gi18n.h>

#include "ear-desk-work.h"
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

static gboolean
do_now (EarStore *store, const EarPartnerDeed *work, GError **error)
{
  g_autoptr (GError) local = NULL;

  ear_partner_deed_job (store, (gpointer) work, NULL, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
turn (EarStore *store, gpointer data, gboolean again, char **note G_GNUC_UNUSED, GError **error)
{
  static const EarPartnerVerb opposite[] = {
    [EAR_PARTNER_UNACCEPT] = EAR_PARTNER_ACCEPT,
    [EAR_PARTNER_REVOKE] = EAR_PARTNER_RESTORE,
    [EAR_PARTNER_RESTORE] = EAR_PARTNER_REVOKE,
  };
  EarPartnerDeed work = *(const EarPartnerDeed *) data;

  if (!again)
    work.verb = opposite[work.verb];
  return do_now (store, &work, error);
}

static void
done_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (Deed) deed = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = spell_done (deed);

  ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  if (error != NULL)
    ear_window_show_error (deed->window, _ ("It could not be accepted"), error);
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

/* Accepting merges what waited, which its opposite would not take back. */
static void
run (Deed *deed)
{
  EarWorkbook *workbook = ear_window_get_workbook (deed->window);

  if (workbook != NULL && deed->work.verb != EAR_PARTNER_ACCEPT)
    {
      g_autofree char *said = spell_done (deed);

      ear_deed_run_turning (deed->window, turn, g_memdup2 (&deed->work, sizeof deed->work), g_free, said);
    }
  if (workbook == NULL || deed->work.verb != EAR_PARTNER_ACCEPT)
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
