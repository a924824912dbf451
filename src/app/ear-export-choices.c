/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-export-choices.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-partner.h"

static void
add_choice (GListStore *choices, const EarId *id, const char *key, const char *label)
{
  g_autoptr (EarChoice) choice = ear_choice_new (id, key, label, 0);

  g_list_store_append (choices, choice);
}

static char *
partner_label (const EarPartner *partner)
{
  return partner->organisation == NULL ? g_strdup (partner->name)
                                       : g_strdup_printf ("%s – %s", partner->organisation, partner->name);
}

static void
add_partners (GListStore *whom, GPtrArray *partners)
{
  guint n = 0;

  for (guint i = 0; i < partners->len; i++)
    {
      const EarPartner *partner = partners->pdata[i];
      g_autofree char *name = partner_label (partner);
      /* Translators: whom a file is sealed for, an organisation and its laptop. */
      g_autofree char *label = g_strdup_printf (_ ("Sealed for %s"), name);

      if (partner->is_self || !partner->has_card)
        continue;
      add_choice (whom, &partner->device, NULL, label);
      n++;
    }
  if (n > 1)
    {
      g_autofree char *label = g_strdup_printf (ngettext ("Sealed for the %'u partner with a card", "Sealed for all %'u partners with a card", n), n);

      add_choice (whom, NULL, EAR_EXPORT_FOR_ALL, label);
    }
}

/* What was chosen stays chosen where it is still there. */
static void
fill (AdwComboRow *row, GListStore *choices)
{
  EarChoice *before = ear_choice_get_selected (row);
  guint position = before == NULL ? 0 : ear_choice_find (G_LIST_MODEL (choices), ear_choice_get_id (before), ear_choice_get_key (before));

  adw_combo_row_set_model (row, G_LIST_MODEL (choices));
  adw_combo_row_set_selected (row, position == GTK_INVALID_LIST_POSITION ? 0 : position);
}

/**
 * ear_export_fill_whom:
 * @partners: (element-type EarPartner)
 *
 * Offers those partners first that files can be sealed for. Main thread.
 */
void
ear_export_fill_whom (AdwComboRow *row, GPtrArray *partners)
{
  g_autoptr (GListStore) whom = g_list_store_new (EAR_TYPE_CHOICE);

  add_partners (whom, partners);
  add_choice (whom, NULL, EAR_EXPORT_BY_PASSPHRASE, _ ("Sealed with a passphrase you tell by phone"));
  add_choice (whom, NULL, EAR_EXPORT_PLAIN, _ ("Not sealed: anyone can read it"));
  fill (row, whom);
}

/**
 * ear_export_fill_what:
 * @for_one: it is for one partner, of whom it is known what they have
 */
void
ear_export_fill_what (AdwComboRow *row, gboolean for_one)
{
  g_autoptr (GListStore) what = g_list_store_new (EAR_TYPE_CHOICE);

  add_choice (what, NULL, EAR_EXPORT_EVERYTHING, _ ("Everything that may leave this laptop"));
  if (for_one)
    add_choice (what, NULL, EAR_EXPORT_SINCE, _ ("What is new since we last exchanged"));
  add_choice (what, NULL, EAR_EXPORT_SOME, _ ("Only some groups or sessions"));
  add_choice (what, NULL, EAR_EXPORT_LISTS, _ ("Codebook and lists, no voices"));
  fill (row, what);
}

/**
 * ear_export_get_key:
 *
 * Returns: the key of what is chosen in either row; empty for a partner, and where nothing is.
 */
const char *
ear_export_get_key (AdwComboRow *row)
{
  EarChoice *choice = ear_choice_get_selected (row);
  const char *key = choice == NULL ? NULL : ear_choice_get_key (choice);

  return key == NULL ? "" : key;
}

/**
 * ear_export_explain:
 * @whom: the key of whom it is for
 * @title: (out): who can open it
 * @subtitle: (out): what follows from that
 */
void
ear_export_explain (const char *whom, const char **icon, const char **title, const char **subtitle)
{
  *icon = g_str_equal (whom, EAR_EXPORT_PLAIN) ? "dialog-warning-symbolic" : "system-lock-screen-symbolic";
  if (g_str_equal (whom, EAR_EXPORT_PLAIN))
    {
      *title = _ ("Anyone who has this file can read it");
      *subtitle = _ ("It is plain text, so pass it on only by a safe way. Contact details and private notes are never in it, nor voices "
                     "marked internal. Where people may only be counted, their words stay here.");
    }
  else if (g_str_equal (whom, EAR_EXPORT_BY_PASSPHRASE))
    {
      *title = _ ("Only people who know the passphrase can open it");
      *subtitle = _ ("Tell it by phone, never in the message that brings the file. Contact details and private notes are never in it, nor "
                     "voices marked internal.");
    }
  else
    {
      *title = g_str_equal (whom, EAR_EXPORT_FOR_ALL) ? _ ("Only your partners can open it") : _ ("Only they can open it");
      *subtitle = _ ("It is sealed with their card and signed by this laptop, so it may travel by e-mail or USB stick. Contact details and "
                     "private notes are never in it, nor voices marked internal.");
    }
}
