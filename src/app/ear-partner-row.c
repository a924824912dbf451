/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-partner-row.h"

#include <glib/gi18n.h>

#include "ear-partner-deeds.h"
#include "ear-partner-words.h"
#include "ear-rows.h"

static const EarPartner *
partner_of (GtkButton *button)
{
  return g_object_get_data (G_OBJECT (button), "partner");
}

static void
accept_cb (GtkButton *button)
{
  ear_partner_deeds_do (GTK_WIDGET (button), EAR_PARTNER_ACCEPT, partner_of (button));
}

static void
unaccept_cb (GtkButton *button)
{
  ear_partner_deeds_do (GTK_WIDGET (button), EAR_PARTNER_UNACCEPT, partner_of (button));
}

static void
restore_cb (GtkButton *button)
{
  ear_partner_deeds_do (GTK_WIDGET (button), EAR_PARTNER_RESTORE, partner_of (button));
}

static void
revoke_cb (GtkButton *button)
{
  ear_partner_deeds_ask_revoke (GTK_WIDGET (button), partner_of (button));
}

/* @name: (transfer full): which of several such buttons it is, for who does not see the row. */
static void
add_button (GtkWidget *row, const EarPartner *partner, const char *label, char *name, GCallback clicked)
{
  GtkWidget *button = ear_row_add_button (row, label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
  g_free (name);
  g_object_set_data (G_OBJECT (button), "partner", (gpointer) partner);
  g_signal_connect (button, "clicked", clicked, NULL);
}

static GtkWidget *
new_words_row (const EarPartner *partner)
{
  g_autofree char *aloud = ear_partner_words_aloud (partner->words);
  GtkWidget *row
    = ear_row_new (partner->has_keys ? _ ("Words to compare by phone") : _ ("It has shown no card yet; ask for it. Its words until then"),
                   aloud);

  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  return row;
}

static void
add_revoke (AdwExpanderRow *expander, const EarPartner *partner)
{
  GtkWidget *row = ear_row_new (_ ("Lost, stolen or given away?"), NULL);

  add_button (row, partner, _ ("_Revoke…"), g_strdup_printf (_ ("Revoke “%s”"), partner->name), G_CALLBACK (revoke_cb));
  adw_expander_row_add_row (expander, row);
}

static void
add_unaccept (AdwExpanderRow *expander, const EarPartner *partner)
{
  g_autofree char *came = ear_partner_words_came (partner);
  GtkWidget *row = ear_row_new (_ ("Accepted by mistake?"), came);

  add_button (row, partner, _ ("_Stop Accepting"), g_strdup_printf (_ ("Stop accepting “%s”"), partner->name), G_CALLBACK (unaccept_cb));
  adw_expander_row_add_row (expander, row);
}

static void
add_decisions (AdwExpanderRow *expander, const EarPartner *partner)
{
  GtkWidget *row;

  if (partner->revoked)
    {
      row = ear_row_new (_ ("Its files are refused"), _ ("If it is in good hands after all, take this back."));
      add_button (row, partner, _ ("_Take Back"), g_strdup_printf (_ ("Take back the revocation of “%s”"), partner->name),
                  G_CALLBACK (restore_cb));
      adw_expander_row_add_row (expander, row);
      return;
    }
  if (!partner->accepted || (partner->has_keys && !partner->has_card))
    {
      row = ear_row_new (_ ("Are these the words on their page?"), NULL);
      add_button (row, partner, _ ("_Accept"), g_strdup_printf (_ ("Accept “%s”"), partner->name), G_CALLBACK (accept_cb));
      adw_expander_row_add_row (expander, row);
    }
  add_revoke (expander, partner);
  if (partner->accepted)
    add_unaccept (expander, partner);
}

/**
 * ear_partner_row_new:
 * @partner: lent: it outlives the row
 *
 * Returns: (transfer floating): an AdwExpanderRow. Main thread.
 */
GtkWidget *
ear_partner_row_new (const EarPartner *partner)
{
  g_autofree char *title = ear_partner_words_title (partner->name, partner->organisation);
  g_autofree char *state = ear_partner_words_state (partner);
  g_autofree char *both = g_strdup_printf ("%s: %s", title, state);
  GtkWidget *row = ear_row_new_expander (title, state);
  GtkWidget *icon = gtk_image_new_from_icon_name (partner->revoked    ? "action-unavailable-symbolic"
                                                  : partner->has_card ? "system-lock-screen-symbolic"
                                                  : partner->accepted ? "object-select-symbolic"
                                                                      : "dialog-question-symbolic");

  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_words_row (partner));
  add_decisions (ADW_EXPANDER_ROW (row), partner);
  g_object_set_data_full (G_OBJECT (row), "device", g_memdup2 (&partner->device, sizeof (EarId)), g_free);
  return row;
}

/**
 * ear_partner_row_get_device:
 *
 * Returns: which partner the row is of.
 */
const EarId *
ear_partner_row_get_device (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "device");
}
