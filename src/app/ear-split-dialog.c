/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-split-dialog.h"

#include <glib/gi18n.h>

#include "ear-theme-work.h"

struct _EarSplitDialog
{
  AdwDialog parent_instance;

  AdwPreferencesGroup *parts_group, *codings_group;
  GtkButton *add_button, *split_button;
  AdwSwitchRow *retire;
  GtkSearchEntry *search;
  AdwWrapBox *all_box;
  GtkLabel *shown;
  GtkListBox *list;

  GPtrArray *codings; /* EarBookCoding; of each row of the list in its order */
  GPtrArray *parts;   /* AdwEntryRow, lent */
  GPtrArray *all_buttons; /* GtkButton, lent: one a part */
  GPtrArray *marks;   /* GtkLabel, lent: what each coding is given to */
  guint *given;       /* bits of parts, of each coding */
};

G_DEFINE_FINAL_TYPE (EarSplitDialog, ear_split_dialog, ADW_TYPE_DIALOG)

static guint split_signal;

static char *
part_name (EarSplitDialog *dialog, guint part)
{
  char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->parts->pdata[part]))));

  if (*name != '\0')
    return name;
  g_free (name);
  return g_strdup_printf (_ ("Theme %u"), part + 1);
}

/* How many parts there are: those behind the last one with a name do not count. */
static guint
count_named (EarSplitDialog *dialog)
{
  guint n = 0;

  for (guint i = 0; i < dialog->parts->len; i++)
    {
      g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->parts->pdata[i]))));

      if (*name != '\0')
        n = i + 1;
    }
  return n;
}

/* Whether every part has a name, and nothing was given to one that has none. */
static gboolean
has_names (EarSplitDialog *dialog)
{
  guint n = count_named (dialog);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->parts->pdata[i]))));

      if (*name == '\0')
        return FALSE;
    }
  for (guint i = 0; i < dialog->codings->len; i++)
    {
      if (dialog->given[i] >> n != 0)
        return FALSE;
    }
  return n >= (adw_switch_row_get_active (dialog->retire) ? 2 : 1);
}

static char *
describe_given (EarSplitDialog *dialog, guint given)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < dialog->parts->len; i++)
    {
      g_autofree char *name = part_name (dialog, i);

      if (given & 1u << i)
        g_string_append_printf (text, "%s%u %s", text->len > 0 ? " + " : "", i + 1, name);
    }
  if (text->len == 0)
    return g_strdup (adw_switch_row_get_active (dialog->retire) ? _ ("Waits") : _ ("Stays"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkListBoxRow *
row_of (EarSplitDialog *dialog, guint n)
{
  return gtk_list_box_get_row_at_index (dialog->list, (int) n);
}

static const char *
words_of (const EarBookCoding *coding)
{
  return coding->quote != NULL ? coding->quote : coding->text != NULL ? coding->text : _ ("The words were not given");
}

static void
show_given (EarSplitDialog *dialog, guint n)
{
  g_autofree char *given = describe_given (dialog, dialog->given[n]);
  g_autofree char *spoken = g_strdup_printf ("%s. %s", words_of (dialog->codings->pdata[n]), given);

  gtk_label_set_text (dialog->marks->pdata[n], given);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row_of (dialog, n)), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static guint
count_shown (EarSplitDialog *dialog)
{
  guint n = 0;

  for (guint i = 0; i < dialog->codings->len; i++)
    n += gtk_widget_get_child_visible (GTK_WIDGET (row_of (dialog, i)));
  return n;
}

static void
show_all (EarSplitDialog *dialog)
{
  guint n = count_shown (dialog);
  g_autofree char *shown = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice is shown. Give it to:", "%'u voices are shown. Give them to:", n), n);

  gtk_label_set_text (dialog->shown, shown);
  for (guint i = 0; i < dialog->parts->len; i++)
    {
      g_autofree char *name = part_name (dialog, i);

      gtk_button_set_label (dialog->all_buttons->pdata[i], name);
      gtk_widget_set_sensitive (dialog->all_buttons->pdata[i], n > 0);
    }
  for (guint i = 0; i < dialog->codings->len; i++)
    show_given (dialog, i);
  gtk_widget_set_sensitive (GTK_WIDGET (dialog->split_button), has_names (dialog));
  gtk_widget_set_sensitive (GTK_WIDGET (dialog->add_button), dialog->parts->len < EAR_THEME_MAX_PARTS);
}

static void
give_all_cb (GtkButton *button, EarSplitDialog *dialog)
{
  guint part;

  if (!g_ptr_array_find (dialog->all_buttons, button, &part))
    return;
  for (guint i = 0; i < dialog->codings->len; i++)
    {
      if (gtk_widget_get_child_visible (GTK_WIDGET (row_of (dialog, i))))
        dialog->given[i] = 1u << part;
    }
  show_all (dialog);
}

static void
add_part (EarSplitDialog *dialog)
{
  GtkWidget *row = adw_entry_row_new (), *button = gtk_button_new ();
  g_autofree char *title = g_strdup_printf (_ ("Theme %u"), dialog->parts->len + 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_ptr_array_add (dialog->parts, row);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (show_all), dialog);
  adw_preferences_group_add (dialog->parts_group, row);
  g_ptr_array_add (dialog->all_buttons, button);
  g_signal_connect (button, "clicked", G_CALLBACK (give_all_cb), dialog);
  adw_wrap_box_append (dialog->all_box, button);
}

static void
add_cb (EarSplitDialog *dialog)
{
  add_part (dialog);
  show_all (dialog);
  gtk_widget_grab_focus (dialog->parts->pdata[dialog->parts->len - 1]);
}

static void
retire_cb (EarSplitDialog *dialog)
{
  show_all (dialog);
}

static gboolean
keep_row (GtkListBoxRow *row, gpointer data)
{
  EarSplitDialog *dialog = data;

  return ear_book_coding_fits (dialog->codings->pdata[gtk_list_box_row_get_index (row)],
                               gtk_editable_get_text (GTK_EDITABLE (dialog->search)));
}

static void
search_cb (EarSplitDialog *dialog)
{
  gtk_list_box_invalidate_filter (dialog->list);
  show_all (dialog);
}

/* To the first voice that is found. */
static void
search_done_cb (EarSplitDialog *dialog)
{
  for (guint i = 0; i < dialog->codings->len; i++)
    {
      if (gtk_widget_get_child_visible (GTK_WIDGET (row_of (dialog, i))))
        {
          gtk_widget_grab_focus (GTK_WIDGET (row_of (dialog, i)));
          return;
        }
    }
}

static void
cancel_cb (EarSplitDialog *dialog)
{
  adw_dialog_close (ADW_DIALOG (dialog));
}

static void
split_cb (EarSplitDialog *dialog)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (EarThemeShare));
  g_auto (GStrv) named = NULL;

  if (!has_names (dialog))
    return;
  for (guint i = 0; i < count_named (dialog); i++)
    g_strv_builder_take (names, part_name (dialog, i));
  for (guint i = 0; i < dialog->codings->len; i++)
    {
      EarThemeShare share = { ((EarBookCoding *) dialog->codings->pdata[i])->id, dialog->given[i] };

      if (share.parts != 0)
        g_array_append_val (shares, share);
    }
  named = g_strv_builder_end (names);
  g_signal_emit (dialog, split_signal, 0, named, shares, adw_switch_row_get_active (dialog->retire));
  adw_dialog_close (ADW_DIALOG (dialog));
}

/* Keys. */

static void
go_on (EarSplitDialog *dialog, guint n)
{
  for (guint i = n + 1; i < dialog->codings->len; i++)
    {
      if (gtk_widget_get_child_visible (GTK_WIDGET (row_of (dialog, i))))
        {
          gtk_widget_grab_focus (GTK_WIDGET (row_of (dialog, i)));
          return;
        }
    }
}

static gboolean
digit_cb (EarSplitDialog *dialog, guint digit, gboolean one_more)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (dialog)));
  GtkWidget *row = focus == NULL ? NULL : gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW);
  guint n;

  if (row == NULL || gtk_widget_get_parent (row) != GTK_WIDGET (dialog->list) || digit > dialog->parts->len)
    return FALSE;
  n = (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  if (digit == 0)
    dialog->given[n] = 0;
  else if (one_more)
    dialog->given[n] ^= 1u << (digit - 1);
  else
    dialog->given[n] = 1u << (digit - 1);
  show_all (dialog);
  if (!one_more)
    go_on (dialog, n);
  return TRUE;
}

static gboolean
key_cb (EarSplitDialog *dialog, guint key, guint code G_GNUC_UNUSED, GdkModifierType modifiers)
{
  gboolean control = (modifiers & GDK_CONTROL_MASK) != 0;

  if (control && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
    {
      split_cb (dialog);
      return TRUE;
    }
  if (key >= GDK_KEY_0 && key <= GDK_KEY_9)
    return digit_cb (dialog, key - GDK_KEY_0, control);
  if (key >= GDK_KEY_KP_0 && key <= GDK_KEY_KP_9)
    return digit_cb (dialog, key - GDK_KEY_KP_0, control);
  return FALSE;
}

static void
add_coding (EarSplitDialog *dialog, const EarBookCoding *coding)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *words = gtk_label_new (words_of (coding)), *mark = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (mark), 0);
  gtk_label_set_wrap (GTK_LABEL (mark), TRUE);
  gtk_widget_add_css_class (mark, "caption-heading");
  gtk_widget_add_css_class (box, "agreement-figures");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  if (coding->quote != NULL)
    gtk_widget_set_tooltip_text (row, coding->text);
  g_ptr_array_add (dialog->marks, mark);
  gtk_list_box_append (dialog->list, row);
}

static void
ear_split_dialog_dispose (GObject *object)
{
  EarSplitDialog *dialog = EAR_SPLIT_DIALOG (object);

  if (dialog->list != NULL)
    gtk_list_box_set_filter_func (dialog->list, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_SPLIT_DIALOG);
  G_OBJECT_CLASS (ear_split_dialog_parent_class)->dispose (object);
}

static void
ear_split_dialog_finalize (GObject *object)
{
  EarSplitDialog *dialog = EAR_SPLIT_DIALOG (object);

  g_clear_pointer (&dialog->codings, g_ptr_array_unref);
  g_ptr_array_unref (dialog->parts);
  g_ptr_array_unref (dialog->all_buttons);
  g_ptr_array_unref (dialog->marks);
  g_free (dialog->given);
  G_OBJECT_CLASS (ear_split_dialog_parent_class)->finalize (object);
}

static void
ear_split_dialog_class_init (EarSplitDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_split_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_split_dialog_finalize;
  /**
   * EarSplitDialog::split:
   * @names: what the parts are called
   * @shares: (element-type EarThemeShare): which codings mean which
   * @retire: whether the theme is retired, so that the rest waits
   */
  split_signal = g_signal_new ("split", EAR_TYPE_SPLIT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                               G_TYPE_STRV | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_POINTER, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-split-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarSplitDialog, parts_group);
  gtk_widget_class_bind_template_child (widget_class, EarSplitDialog, codings_group);
  gtk_widget_class_bind_template_child (widget_class, EarSplitDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, EarSplitDialog, split_button);
  gtk_widget_class_bind_template_child (widget_class, EarSplitDialog, retire);
  gtk_widget_class_bind_template_child (widget_class, EarSplitDialog, search);
  gtk_widget_class_bind_template_child (widget_class, EarSplitDialog, all_box);
  gtk_widget_class_bind_template_child (widget_class, EarSplitDialog, shown);
  gtk_widget_class_bind_template_child (widget_class, EarSplitDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_cb);
  gtk_widget_class_bind_template_callback (widget_class, retire_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_done_cb);
}

static void
ear_split_dialog_init (EarSplitDialog *dialog)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (dialog));
  dialog->parts = g_ptr_array_new ();
  dialog->all_buttons = g_ptr_array_new ();
  dialog->marks = g_ptr_array_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), dialog);
  gtk_widget_add_controller (GTK_WIDGET (dialog), keys);
}

/**
 * ear_split_dialog_new:
 * @codings: (transfer full) (element-type EarBookCoding): what is coded with the theme
 *
 * Returns: (transfer floating): the dialog.
 */
AdwDialog *
ear_split_dialog_new (const EarBookTheme *theme, GPtrArray *codings)
{
  EarSplitDialog *dialog = g_object_new (EAR_TYPE_SPLIT_DIALOG, NULL);
  g_autofree char *title = g_strdup_printf (_ ("Split “%s”"), theme->name);
  g_autofree char *retired = g_strdup_printf (_ ("Retire “%s”"), theme->name);
  g_autofree char *rest = g_strdup_printf (_ ("The rest waits in Needs a Look. Otherwise it stays with “%s”."), theme->name);

  adw_dialog_set_title (ADW_DIALOG (dialog), title);
  dialog->codings = codings;
  dialog->given = g_new0 (guint, MAX (codings->len, 1));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (dialog->retire), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (dialog->retire), retired);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (dialog->retire), rest);
  for (guint i = 0; i < codings->len; i++)
    add_coding (dialog, codings->pdata[i]);
  gtk_list_box_set_filter_func (dialog->list, keep_row, dialog, NULL);
  gtk_widget_set_visible (GTK_WIDGET (dialog->codings_group), codings->len > 0);
  add_part (dialog);
  add_part (dialog);
  show_all (dialog);
  adw_dialog_set_focus (ADW_DIALOG (dialog), dialog->parts->pdata[0]);
  return ADW_DIALOG (dialog);
}
