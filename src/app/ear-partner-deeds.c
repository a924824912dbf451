/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-partner-deeds.h"

#include <glib/gi18n.h>

#include "ear-desk-work.h"
#include "ear-outside.h"
#include "ear-partner-words.h"
#include "ear-window.h"

static char *
spell_done (const EarPartnerDeed *deed)
{
  switch (deed->verb)
    {
    case EAR_PARTNER_UNACCEPT:
      return g_strdup_printf (_ ("“%s” is not accepted any more. What it sent before stays."), deed->name);
    case EAR_PARTNER_REVOKE:
      return g_strdup_printf (_ ("“%s” is revoked"), deed->name);
    case EAR_PARTNER_RESTORE:
      return g_strdup_printf (_ ("“%s” is not revoked any more"), deed->name);
    case EAR_PARTNER_ACCEPT:
    default:
      return g_strdup_printf (deed->waiting        ? _ ("“%s” is accepted, and what waited is merged")
                              : deed->look == NULL ? _ ("“%s” is accepted")
                                                   : _ ("“%s” is accepted, and files can be sealed for it"),
                              deed->name);
    }
}

static EarPartnerDeed *
deed_new (EarPartnerVerb verb, const EarId *device, const char *name)
{
  EarPartnerDeed *deed = g_new0 (EarPartnerDeed, 1);

  deed->verb = verb;
  deed->device = *device;
  deed->name = g_strdup (name);
  return deed;
}

static void
run (EarWindow *window, EarPartnerDeed *deed)
{
  g_autofree char *said = spell_done (deed);

  ear_deed_run_turning (window, ear_partner_deed_turn, deed, (GDestroyNotify) ear_partner_deed_free, said);
}

/**
 * ear_partner_deeds_do:
 * @widget: in the window where it was asked for
 *
 * Does it, and tells so in a toast that takes it back. Main thread.
 */
void
ear_partner_deeds_do (GtkWidget *widget, EarPartnerVerb verb, const EarPartner *partner)
{
  run (ear_window_of (widget), deed_new (verb, &partner->device, partner->name));
}

/**
 * ear_partner_deeds_accept_waiting:
 * @name: (nullable): of the device, as it calls itself
 *
 * As ear_partner_deeds_do(), for a device of which something waits.
 */
void
ear_partner_deeds_accept_waiting (GtkWidget *widget, const EarId *device, const char *name)
{
  g_autofree char *shown = name == NULL ? g_strdup (_ ("A device without a name")) : ear_outside_text (name);
  EarPartnerDeed *deed = deed_new (EAR_PARTNER_ACCEPT, device, shown);

  deed->waiting = TRUE;
  run (ear_window_of (widget), deed);
}

/**
 * ear_partner_deeds_accept_card:
 * @look: the card, whose words a person compared
 *
 * As ear_partner_deeds_do().
 */
void
ear_partner_deeds_accept_card (GtkWidget *widget, EarCardLook *look)
{
  g_autofree char *name = ear_outside_text (look->card->name);
  EarPartnerDeed *deed = deed_new (EAR_PARTNER_ACCEPT, &look->card->device, name);

  deed->look = ear_card_look_ref (look);
  run (ear_window_of (widget), deed);
}

typedef struct
{
  EarWindow *window;
  EarPartnerDeed *deed;
} Asking;

static void
asking_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Asking *asking = data;

  g_object_unref (asking->window);
  g_clear_pointer (&asking->deed, ear_partner_deed_free);
  g_free (asking);
}

static void
response_cb (AdwAlertDialog *dialog G_GNUC_UNUSED, const char *response, gpointer data)
{
  Asking *asking = data;

  if (g_str_equal (response, "revoke"))
    run (asking->window, g_steal_pointer (&asking->deed));
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
  Asking *asking = g_new0 (Asking, 1);

  asking->window = g_object_ref (ear_window_of (widget));
  asking->deed = deed_new (EAR_PARTNER_REVOKE, &partner->device, partner->name);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "revoke", _ ("_Revoke"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "revoke", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asking, asking_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}
