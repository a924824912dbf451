/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-changes-dialog.h"

#include <glib/gi18n.h>

#include "ear-merge-words.h"
#include "ear-outside.h"

struct _EarChangesDialog
{
  AdwDialog parent_instance;

  GtkListView *list;
  GtkLabel *note;
  GtkButton *allow_button;

  GtkStringList *changes; /* what each says: words alone, so that no merge is held on to */
};

G_DEFINE_FINAL_TYPE (EarChangesDialog, ear_changes_dialog, ADW_TYPE_DIALOG)

static guint allowed_signal;

/**
 * ear_changes_query_takes:
 *
 * Returns: whether @change is one of those that are asked for.
 */
gboolean
ear_changes_query_takes (const EarChangesQuery *query, const EarMergeChange *change)
{
  gboolean taken = change->fate == EAR_MERGE_TAKEN;

  switch (query->what)
    {
    case EAR_CHANGES_TAKEN:
      return taken && change->outcome == query->outcome;
    case EAR_CHANGES_CONFLICTING:
      return taken && change->conflict;
    case EAR_CHANGES_WAITING:
      return !taken;
    case EAR_CHANGES_REMOVING:
      return taken && change->removes_others;
    case EAR_CHANGES_OF_KIND:
      return change->kind == query->kind;
    case EAR_CHANGES_OF_AUTHOR:
      return ear_id_equal (&change->author, &query->author);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static guint
count_changed (const guint counts[EAR_N_OUTCOMES])
{
  guint n = 0;

  for (EarOutcome i = 0; i < EAR_N_OUTCOMES; i++)
    n += i == EAR_OUTCOME_UNCHANGED ? 0 : counts[i];
  return n;
}

static guint
count_of_author (const EarMergeFile *file, const EarId *id)
{
  for (guint i = 0; i < file->authors->len; i++)
    {
      const EarMergeAuthor *author = file->authors->pdata[i];

      if (ear_id_equal (&author->author, id))
        return count_changed (author->counts) + author->n_quarantined;
    }
  return 0;
}

/**
 * ear_changes_count:
 *
 * Returns: how many there are in a file, whether they are listed or not.
 */
guint
ear_changes_count (const EarMergeFile *file, const EarChangesQuery *query)
{
  switch (query->what)
    {
    case EAR_CHANGES_TAKEN:
      return ear_merge_result_total (&file->result, query->outcome);
    case EAR_CHANGES_CONFLICTING:
      return file->result.n_conflicts;
    case EAR_CHANGES_WAITING:
      return file->n_quarantined;
    case EAR_CHANGES_REMOVING:
      return file->n_removals;
    case EAR_CHANGES_OF_KIND:
      return count_changed (file->result.counts[query->kind]) + file->quarantined[query->kind];
    case EAR_CHANGES_OF_AUTHOR:
      return count_of_author (file, &query->author);
    default:
      g_return_val_if_reached (0);
    }
}

static char *
describe (const EarMergeFile *file, const EarMergeChange *change, gboolean several)
{
  g_autofree char *words = ear_merge_words_change (change);
  g_autofree char *author = ear_merge_words_author (file, &change->author);
  g_autofree char *label = ear_outside_text (change->label);
  GString *text = g_string_new (label != NULL ? label : _ ("(no words)"));

  g_string_append_printf (text, "\n%s", words);
  if (author != NULL)
    g_string_append_printf (text, " · %s", author);
  if (several)
    {
      g_autofree char *name = ear_outside_text (file->name);

      g_string_append_printf (text, " · %s", name);
    }
  for (guint i = 0; change->edits != NULL && i < change->edits->len; i++)
    {
      g_autofree char *edit = ear_merge_words_edit (change->kind, change->edits->pdata[i]);

      g_string_append_printf (text, "\n%s", edit);
    }
  return g_string_free (text, FALSE);
}

/* The first line is what it is called, the others what happens to it. */
static void
bind_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (list_item));
  g_auto (GStrv) parts = g_strsplit (text, "\n", 2);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));

  gtk_label_set_text (GTK_LABEL (title), parts[0]);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), parts[1]);
  gtk_list_item_set_accessible_label (list_item, text);
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *more = new_label ("caption");

  gtk_widget_add_css_class (more, "dim-label");
  gtk_box_append (GTK_BOX (box), new_label (NULL));
  gtk_box_append (GTK_BOX (box), more);
  gtk_list_item_set_child (list_item, box);
}

static void
allow_cb (EarChangesDialog *dialog)
{
  g_signal_emit (dialog, allowed_signal, 0);
  adw_dialog_close (ADW_DIALOG (dialog));
}

static void
ear_changes_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_CHANGES_DIALOG);
  g_clear_object (&EAR_CHANGES_DIALOG (object)->changes);
  G_OBJECT_CLASS (ear_changes_dialog_parent_class)->dispose (object);
}

static void
ear_changes_dialog_class_init (EarChangesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_changes_dialog_dispose;
  allowed_signal
    = g_signal_new ("allowed", EAR_TYPE_CHANGES_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-changes-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarChangesDialog, list);
  gtk_widget_class_bind_template_child (widget_class, EarChangesDialog, note);
  gtk_widget_class_bind_template_child (widget_class, EarChangesDialog, allow_button);
  gtk_widget_class_bind_template_callback (widget_class, allow_cb);
}

static void
ear_changes_dialog_init (EarChangesDialog *dialog)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *selection;

  gtk_widget_init_template (GTK_WIDGET (dialog));
  dialog->changes = gtk_string_list_new (NULL);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (dialog->changes)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (dialog->list, factory);
  gtk_list_view_set_model (dialog->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (factory);
  g_object_unref (selection);
}

/**
 * ear_changes_dialog_new:
 * @files: (element-type EarMergeFile): of one merge; not kept
 * @asks: also has the button that allows it
 *
 * Returns: (transfer floating): the dialog. Main thread.
 */
AdwDialog *
ear_changes_dialog_new (const char *title, GPtrArray *files, const EarChangesQuery *query, gboolean asks)
{
  EarChangesDialog *dialog = g_object_new (EAR_TYPE_CHANGES_DIALOG, "title", title, NULL);
  guint n = 0, all = 0;

  for (guint i = 0; i < files->len; i++)
    {
      const EarMergeFile *file = files->pdata[i];

      all += ear_changes_count (file, query);
      for (guint j = 0; j < file->changes->len; j++)
        {
          if (!ear_changes_query_takes (query, file->changes->pdata[j]))
            continue;
          gtk_string_list_take (dialog->changes, describe (file, file->changes->pdata[j], files->len > 1));
          n++;
        }
    }
  if (n < all)
    {
      g_autofree char *note = g_strdup_printf (_ ("The first %'u of %'u are listed."), n, all);

      gtk_label_set_text (dialog->note, note);
      gtk_widget_set_visible (GTK_WIDGET (dialog->note), TRUE);
    }
  gtk_widget_set_visible (GTK_WIDGET (dialog->allow_button), asks);
  return ADW_DIALOG (dialog);
}
