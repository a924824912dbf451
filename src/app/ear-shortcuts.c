/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-shortcuts.h"

#include <glib/gi18n.h>

#include "ear-rows.h"

struct _EarShortcuts
{
  AdwDialog parent_instance;

  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (EarShortcuts, ear_shortcuts, ADW_TYPE_DIALOG)

typedef struct
{
  const char *title; /* of a group where there is no accelerator and no sign */
  const char *accelerator;
  const char *sign;
} Entry;

static const Entry entries[] = {
  { N_ ("Everywhere"), NULL, NULL },
  { N_ ("New conversation"), "<Control>n", NULL },
  { N_ ("Sessions"), "<Alt>1", NULL },
  { N_ ("Voices"), "<Alt>2", NULL },
  { N_ ("What Matters"), "<Alt>3", NULL },
  { N_ ("Priorities"), "<Alt>4", NULL },
  { N_ ("Who We’ve Heard"), "<Alt>5", NULL },
  { N_ ("You Said, We Did"), "<Alt>6", NULL },
  { N_ ("Exchange"), "<Alt>7", NULL },
  { N_ ("Reports"), "<Alt>8", NULL },
  { N_ ("Needs a Look"), "<Alt>9", NULL },
  { N_ ("Undo"), "<Control>z", NULL },
  { N_ ("Do again what was undone"), "<Control><Shift>z", NULL },
  { N_ ("Find somebody by code word, to withdraw"), "<Control><Shift>w", NULL },
  { N_ ("Back"), "<Alt>Left", NULL },
  { N_ ("Main menu"), "F10", NULL },
  { N_ ("Open a workbook"), "<Control>o", NULL },
  { N_ ("Close the window"), "<Control>w", NULL },
  { N_ ("Quit"), "<Control>q", NULL },
  { N_ ("In a conversation"), NULL, NULL },
  { N_ ("Add what was said"), "Return", NULL },
  { N_ ("New line in the same voice"), "<Shift>Return", NULL },
  { N_ ("Change the last voice"), "Up", NULL },
  { N_ ("Take the first suggestion"), "Tab", NULL },
  { N_ ("To the original language and back"), "<Control>l", NULL },
  { N_ ("What a marked word may have meant"), "<Shift>F10", NULL },
  { N_ ("Occasion details"), "F9", NULL },
  { N_ ("Room view: large print for those who are there"), "F5", NULL },
  { N_ ("Change the selected voice"), "F2", NULL },
  { N_ ("Delete the selected voice"), "Delete", NULL },
  { N_ ("Menu of the selected voice"), "<Shift>F10", NULL },
  { N_ ("Withdraw consent for the selected voice"), "<Shift>Delete", NULL },
  { N_ ("At a Community Assembly"), NULL, NULL },
  { N_ ("Agenda"), "<Control>g", NULL },
  { N_ ("Next item"), "<Alt>Page_Down", NULL },
  { N_ ("Item before"), "<Alt>Page_Up", NULL },
  { N_ ("Keep the next voice, or the selected one, as an input"), "<Control>1", NULL },
  { N_ ("Keep it as agreement"), "<Control>2", NULL },
  { N_ ("Keep it as a concern"), "<Control>3", NULL },
  { N_ ("Keep it as a minority view"), "<Control>4", NULL },
  { N_ ("Count support"), "<Control>k", NULL },
  { N_ ("Stage view for the hall"), "F6", NULL },
  { N_ ("Next item, item before, on the stage"), NULL, "Page Down, Page Up" },
  { N_ ("Clock on the stage"), "<Control>t", NULL },
  { N_ ("Record of the meeting"), "<Control>p", NULL },
  { N_ ("New action for the item"), "<Control>r", NULL },
  { N_ ("Compare Assemblies"), "<Control><Shift>g", NULL },
  { N_ ("Wording and outcome of an item"), "F2", NULL },
  { N_ ("Move an item up"), "<Alt>Up", NULL },
  { N_ ("Move an item down"), "<Alt>Down", NULL },
  { N_ ("Take an item off the agenda"), "Delete", NULL },
  { N_ ("Where something needs a look"), NULL, NULL },
  { N_ ("Keep the first value"), "1", NULL },
  { N_ ("Keep the second value"), "2", NULL },
  { N_ ("Combine both"), "c", NULL },
  { N_ ("Dismiss"), "d", NULL },
  { N_ ("Next"), "n", NULL },
  { N_ ("Previous"), "p", NULL },
  { N_ ("In Voices"), NULL, NULL },
  { N_ ("Search what people said"), "<Control>f", NULL },
  { N_ ("Filter"), "<Control><Shift>f", NULL },
  { N_ ("Saved filters"), "<Control><Shift>s", NULL },
  { N_ ("All voices that are listed"), "<Control>a", NULL },
  { N_ ("You said, we did"), NULL, NULL },
  { N_ ("New action; on a voice, a theme or a priority an answer to it"), "<Control>r", NULL },
  { N_ ("What was done about the selected voice"), "<Control>d", NULL },
  { N_ ("Feedback sheet for a group"), "<Control>p", NULL },
  { N_ ("Save a form"), "<Control>Return", NULL },
  { N_ ("Change the action"), "F2", NULL },
  { N_ ("What was heard"), NULL, NULL },
  { N_ ("Summary, figures or themes, in What Matters"), "<Control>t", NULL },
  { N_ ("Set a target, in Who We’ve Heard"), "<Control>t", NULL },
  { N_ ("Coding"), NULL, NULL },
  { N_ ("Open the coding desk, in Voices"), "F8", NULL },
  { N_ ("Code the selected words"), NULL, "C" },
  { N_ ("A theme in their words"), NULL, "V" },
  { N_ ("A theme for the whole voice"), NULL, "T" },
  { N_ ("Group, permission"), NULL, "G, P" },
  { N_ ("This group in place of the others"), "<Shift>g", NULL },
  { N_ ("Next voice without a theme"), NULL, "N" },
  { N_ ("Feeling"), NULL, "1–5, 0" },
  { N_ ("From coding to coding"), "<Alt>Right", NULL },
  { N_ ("Memo of the coding"), NULL, "M" },
  { N_ ("Remove the coding"), "Delete", NULL },
  { N_ ("Reports"), NULL, NULL },
  { N_ ("A section earlier in the report"), "<Alt>Up", NULL },
  { N_ ("A section later in the report"), "<Alt>Down", NULL },
  { N_ ("Codebook"), NULL, NULL },
  { N_ ("Open the codebook"), "<Control>b", NULL },
  { N_ ("New theme"), "<Control>t", NULL },
  { N_ ("New theme under the selected one"), "<Control><Shift>t", NULL },
  { N_ ("Rename in its place"), "F2", NULL },
  { N_ ("Move up"), "<Alt>Up", NULL },
  { N_ ("Move down"), "<Alt>Down", NULL },
  { N_ ("Move under the one above"), "<Alt>Right", NULL },
  { N_ ("Move out"), "<Alt>Left", NULL },
  { N_ ("Write what it means"), "Return", NULL },
  { N_ ("Find by typing"), "<Control>f", NULL },
  { N_ ("Voices coded with it"), "<Control>Return", NULL },
  { N_ ("Merge into another"), "<Control>m", NULL },
  { N_ ("Split"), "<Control><Shift>s", NULL },
  { N_ ("Retire, or bring back"), "Delete", NULL },
  { N_ ("Show what is retired or merged"), "<Control>h", NULL },
  { N_ ("Signs in the line"), NULL, NULL },
  { N_ ("Works"), NULL, "+" },
  { N_ ("Does not work"), NULL, "-" },
  { N_ ("Idea"), NULL, "!" },
  { N_ ("Question"), NULL, "?" },
  { N_ ("Who says it"), NULL, "@P1" },
  { N_ ("Theme"), NULL, "#…" },
  { N_ ("Exact words"), NULL, "\"…" },
  { N_ ("The original, in its language"), NULL, "|bn …" },
  { N_ ("Private note, stays on this laptop"), NULL, "// …" },
  { N_ ("The next sign is only a character"), NULL, "\\" },
};

static GtkWidget *
new_row (const Entry *entry)
{
  GtkWidget *box = adw_wrap_box_new (), *title = gtk_label_new (_ (entry->title)), *keys = gtk_label_new (NULL), *row;
  g_autofree char *shown = NULL, *name = NULL;

  if (entry->accelerator != NULL)
    {
      guint key;
      GdkModifierType modifiers;

      gtk_accelerator_parse (entry->accelerator, &key, &modifiers);
      shown = gtk_accelerator_get_label (key, modifiers);
    }
  else
    {
      shown = g_strdup (entry->sign);
    }
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_text (GTK_LABEL (keys), shown);
  gtk_widget_add_css_class (keys, "shortcut-keys");
  gtk_widget_set_valign (keys, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (keys, GTK_ALIGN_START);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 12);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_justify (ADW_WRAP_BOX (box), ADW_JUSTIFY_SPREAD);
  adw_wrap_box_set_justify_last_line (ADW_WRAP_BOX (box), TRUE);
  adw_wrap_box_append (ADW_WRAP_BOX (box), title);
  adw_wrap_box_append (ADW_WRAP_BOX (box), keys);
  row = ear_row_new_roomy (box);
  name = g_strdup_printf ("%s: %s", _ (entry->title), shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  /* So that the arrows scroll. */
  gtk_widget_set_focusable (row, TRUE);
  return row;
}

static void
ear_shortcuts_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_SHORTCUTS);
  G_OBJECT_CLASS (ear_shortcuts_parent_class)->dispose (object);
}

static void
ear_shortcuts_class_init (EarShortcutsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_shortcuts_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-shortcuts.ui");
  gtk_widget_class_bind_template_child (widget_class, EarShortcuts, groups);
}

static void
ear_shortcuts_init (EarShortcuts *shortcuts)
{
  GtkWidget *group = NULL;

  gtk_widget_init_template (GTK_WIDGET (shortcuts));
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      if (entries[i].accelerator == NULL && entries[i].sign == NULL)
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (entries[i].title));
          gtk_box_append (shortcuts->groups, group);
        }
      else
        {
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (&entries[i]));
        }
    }
}

AdwDialog *
ear_shortcuts_new (void)
{
  return g_object_new (EAR_TYPE_SHORTCUTS, NULL);
}
