/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-combine-dialog.h"

struct _EarCombineDialog
{
  AdwDialog parent_instance;

  GtkTextView *text;
  GtkButton *save_button;
  char *saved; /* (nullable) told of once the dialogue is gone, so that the focus can go on */
};

G_DEFINE_FINAL_TYPE (EarCombineDialog, ear_combine_dialog, ADW_TYPE_DIALOG)

enum
{
  COMBINED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static char *
get_text (EarCombineDialog *dialog)
{
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (dialog->text), "text", &text, NULL);
  return g_strstrip (text);
}

/* Nothing at all is no combination of anything. */
static void
changed_cb (EarCombineDialog *dialog)
{
  g_autofree char *text = get_text (dialog);

  gtk_widget_set_sensitive (GTK_WIDGET (dialog->save_button), *text != '\0');
}

static void
save_cb (EarCombineDialog *dialog)
{
  g_autofree char *text = get_text (dialog);

  if (*text == '\0')
    return;
  g_set_str (&dialog->saved, text);
  adw_dialog_close (ADW_DIALOG (dialog));
}

static gboolean
save_shortcut_cb (GtkWidget *widget, GVariant *arguments G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  save_cb (EAR_COMBINE_DIALOG (widget));
  return TRUE;
}

static void
ear_combine_dialog_closed (AdwDialog *adw_dialog)
{
  EarCombineDialog *dialog = EAR_COMBINE_DIALOG (adw_dialog);

  if (dialog->saved != NULL)
    g_signal_emit (dialog, signals[COMBINED], 0, dialog->saved);
}

static void
ear_combine_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_COMBINE_DIALOG);
  g_clear_pointer (&EAR_COMBINE_DIALOG (object)->saved, g_free);
  G_OBJECT_CLASS (ear_combine_dialog_parent_class)->dispose (object);
}

static void
ear_combine_dialog_class_init (EarCombineDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_combine_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = ear_combine_dialog_closed;
  signals[COMBINED] = g_signal_new ("combined", EAR_TYPE_COMBINE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-combine-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarCombineDialog, text);
  gtk_widget_class_bind_template_child (widget_class, EarCombineDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

/* Before the text takes the key for a new line. */
static void
add_shortcut (EarCombineDialog *dialog)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
                                                          gtk_callback_action_new (save_shortcut_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (dialog), controller);
}

static gboolean
focus_cb (gpointer text)
{
  gtk_widget_grab_focus (text);
  return G_SOURCE_REMOVE;
}

/* A dialogue that is a sheet at the bottom of a narrow window begins at its first button, once it has slid in. */
static void
text_mapped_cb (GtkWidget *text)
{
  g_idle_add_full (G_PRIORITY_LOW, focus_cb, g_object_ref (text), g_object_unref);
}

static void
ear_combine_dialog_init (EarCombineDialog *dialog)
{
  gtk_widget_init_template (GTK_WIDGET (dialog));
  add_shortcut (dialog);
  g_signal_connect_after (dialog->text, "map", G_CALLBACK (text_mapped_cb), NULL);
  g_signal_connect_object (gtk_text_view_get_buffer (dialog->text), "changed", G_CALLBACK (changed_cb), dialog, G_CONNECT_SWAPPED);
}

/**
 * ear_combine_dialog_new:
 * @proposal: what to begin with
 */
AdwDialog *
ear_combine_dialog_new (const char *proposal)
{
  EarCombineDialog *dialog = g_object_new (EAR_TYPE_COMBINE_DIALOG, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (dialog->text), proposal, -1);
  changed_cb (dialog);
  return ADW_DIALOG (dialog);
}
