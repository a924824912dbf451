/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-look-rest.h"

#include <glib/gi18n.h>

#include "ear-look-aside.h"
#include "ear-look-decision.h"
#include "ear-partner-deeds.h"
#include "ear-rows.h"

static const char *
aside_reason (const EarQuarantineGroup *group)
{
  switch (group->reason)
    {
    case EAR_QUARANTINE_CLOCK:
      return _ ("Written more than a day in the future: the clock there is wrong, or the one here.");
    case EAR_QUARANTINE_REMOVAL:
      return _ ("They would remove much that others wrote. Look at the list first.");
    case EAR_QUARANTINE_SENDER:
    default:
      return _ ("Nobody here has accepted the device.");
    }
}

static char *
aside_subtitle (const EarQuarantineGroup *group)
{
  if (group->reason == EAR_QUARANTINE_SENDER && group->words != NULL)
    return g_strdup_printf (_ ("Nobody here has accepted the device. Ring them up and compare these words: %s"), group->words);
  return g_strdup (aside_reason (group));
}

static char *
aside_title (const EarQuarantineGroup *group)
{
  const char *name = group->name != NULL ? group->name : group->organisation;

  if (name == NULL)
    return g_strdup_printf (ngettext ("%'u record", "%'u records", group->items->len), group->items->len);
  return g_strdup_printf (ngettext ("%'u record from %s", "%'u records from %s", group->items->len), group->items->len, name);
}

static void
accept_cb (GtkWidget *button, EarLookAside *aside)
{
  ear_partner_deeds_accept_waiting (button, ear_look_aside_get_sender (aside), ear_look_aside_get_name (aside));
}

static void
release_cb (GtkWidget *button, EarLookAside *aside)
{
  ear_look_aside_release (aside, ear_window_of (button));
}

static void
forget_cb (GtkWidget *button, EarLookAside *aside)
{
  ear_look_aside_ask_forget (aside, button);
}

/* A button made with its label would be called by that alone. */
static GtkWidget *
new_button (const char *label, const char *about)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *name = g_strdup_printf ("%s: %s", label, about);

  gtk_button_set_child (GTK_BUTTON (button), gtk_label_new (label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
add_button (GtkWidget *box, const char *label, const char *about, GCallback callback, gpointer data)
{
  GtkWidget *button = new_button (label, about);

  g_signal_connect (button, "clicked", callback, data);
  adw_wrap_box_append (ADW_WRAP_BOX (box), button);
}

static GtkWidget *
new_buttons (void)
{
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  return box;
}

/**
 * ear_look_aside_row_new:
 *
 * Returns: (transfer floating): a row that says what was kept aside and why, with what can be done.
 */
GtkWidget *
ear_look_aside_row_new (const EarQuarantineGroup *group)
{
  g_autofree char *title = aside_title (group);
  g_autofree char *subtitle = aside_subtitle (group);
  GtkWidget *row = ear_row_new_expander (title, subtitle);
  GtkWidget *buttons = new_buttons ();
  EarLookAside *aside = ear_look_aside_new (group);

  g_object_set_data_full (G_OBJECT (row), "aside", aside, (GDestroyNotify) ear_look_aside_unref);
  if (group->reason == EAR_QUARANTINE_SENDER && !ear_id_is_none (&group->sender))
    add_button (buttons, _ ("Accept the Device"), title, G_CALLBACK (accept_cb), aside);
  else
    add_button (buttons, _ ("Merge Them"), title, G_CALLBACK (release_cb), aside);
  add_button (buttons, _ ("Forget Them…"), title, G_CALLBACK (forget_cb), aside);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), ear_row_new_roomy (buttons));
  for (guint i = 0; i < MIN (group->items->len, EAR_LOOK_MAX_LISTED); i++)
    {
      const EarQuarantined *item = group->items->pdata[i];

      adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                                ear_row_new (item->label != NULL ? item->label : _ ("(no words)"), ear_look_kind_label (item->kind)));
    }
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  return row;
}

typedef struct
{
  EarId coding;
  EarSplitPart part;
} Meaning;

static void
meaning_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Meaning *meaning = data;

  g_free (meaning->part.name);
  g_free (meaning);
}

static void
part_cb (GtkWidget *button, Meaning *meaning)
{
  ear_look_decide_part (ear_window_of (button), &meaning->coding, &meaning->part);
}

static void
add_part (GtkWidget *buttons, const EarSplitCoding *coding, const EarSplitPart *part, const char *words)
{
  GtkWidget *button = new_button (part->name, words);
  Meaning *meaning = g_new0 (Meaning, 1);

  *meaning = (Meaning) { coding->id, { part->id, g_strdup (part->name) } };
  g_signal_connect_data (button, "clicked", G_CALLBACK (part_cb), meaning, meaning_free, 0);
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), button);
}

static GtkWidget *
new_coding (const EarSplit *split, const EarSplitCoding *coding)
{
  const char *words = coding->text != NULL ? coding->text : _ ("(no words)");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *buttons = new_buttons ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "voice-words");
  gtk_box_append (GTK_BOX (box), label);
  for (guint i = 0; i < split->parts->len; i++)
    add_part (buttons, coding, split->parts->pdata[i], words);
  gtk_box_append (GTK_BOX (box), buttons);
  return ear_row_new_roomy (box);
}

/**
 * ear_look_split_row_new:
 *
 * Returns: (transfer floating): a row with the codings of a split theme that wait, each with a button for each part.
 */
GtkWidget *
ear_look_split_row_new (const EarSplit *split)
{
  g_autofree char *title = g_strdup_printf (_ ("“%s” was split"), split->name == NULL ? "" : split->name);
  g_autofree char *subtitle
    = g_strdup_printf (ngettext ("%'u coding waits: which part does it mean?", "%'u codings wait: which part do they mean?",
                                 split->n_codings), split->n_codings);
  GtkWidget *row = ear_row_new_expander (title, subtitle);

  for (guint i = 0; i < split->codings->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_coding (split, split->codings->pdata[i]));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  return row;
}
