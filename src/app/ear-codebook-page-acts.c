/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the codebook's keys, menu and dragging do. */
#include "ear-codebook-page-private.h"

#include <glib/gi18n.h>

#include "ear-book-deeds.h"
#include "ear-choice.h"
#include "ear-codebook-facts.h"
#include "ear-focus-keeper.h"
#include "ear-split-dialog.h"
#include "ear-tree-chooser.h"

static void
perform (EarCodebookPage *page, EarBookDeed *deed, char *said, EarDeedEnd end)
{
  ear_codebook_form_leave (page->form);
  ear_book_deed_do (ear_window_of (GTK_WIDGET (page)), deed, said, end, G_OBJECT (page));
  g_free (said);
}

/* Naming. */

static void
begin (EarCodebookPage *page, const EarId *parent, EarBookNode *after)
{
  EarBookNode *node = ear_book_model_begin (page->model, parent, after);

  gtk_editable_set_text (GTK_EDITABLE (page->search), "");
  adw_navigation_split_view_set_show_content (page->split, FALSE);
  gtk_stack_set_visible_child_name (page->stack, "tree");
  gtk_list_view_scroll_to (page->list, ear_book_model_position (page->model, &EAR_ID_NONE), GTK_LIST_SCROLL_NONE, NULL);
  ear_book_node_edit (node);
}

static void
new_action (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  EarCodebookPage *page = data;
  EarBookNode *node = ear_codebook_page_get_node (page);

  begin (page, node == NULL ? &EAR_ID_NONE : &ear_book_node_get_theme (node)->parent, node);
}

static void
new_below_action (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  EarCodebookPage *page = data;
  EarBookNode *node = ear_codebook_page_get_node (page);

  if (node != NULL)
    begin (page, &ear_book_node_get_theme (node)->id, NULL);
}

static void
rename_action (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  EarCodebookPage *page = data;
  EarBookNode *node = ear_codebook_page_get_node (page);

  if (node == NULL)
    return;
  adw_navigation_split_view_set_show_content (page->split, FALSE);
  ear_book_node_edit (node);
}

static void
added_cb (gpointer object, gpointer data, gboolean done)
{
  if (done && EAR_CODEBOOK_PAGE (object)->model != NULL)
    ear_codebook_page_select (object, &((EarBookDeed *) data)->theme);
}

/* What was typed in a row that is left. */
typedef struct
{
  EarCodebookPage *page;
  EarBookNode *node;
  char *typed;
} Named;

static void
name_now (EarCodebookPage *page, EarBookNode *node, const char *typed)
{
  const EarBookTheme *theme = ear_book_node_get_theme (node);
  EarBookNode *after = ear_book_model_get_after (page->model);
  EarBookDeed *deed;

  if (!ear_book_node_is_new (node))
    {
      if (*typed == '\0' || g_str_equal (typed, theme->name))
        return;
      deed = ear_book_deed_new (EAR_BOOK_SET, &theme->id);
      deed->field = EAR_THEME_NAME;
      deed->value = g_strdup (typed);
      perform (page, deed, g_strdup_printf (_ ("Renamed to “%s”"), typed), NULL);
      return;
    }
  if (*typed == '\0')
    return;
  deed = ear_book_deed_new (EAR_BOOK_ADD, NULL);
  deed->other = theme->parent;
  deed->sibling = after == NULL ? EAR_ID_NONE : ear_book_node_get_theme (after)->id;
  deed->value = g_strdup (typed);
  perform (page, deed, g_strdup_printf (_ ("“%s” added"), typed), added_cb);
}

/* Not while the row is being left: it may go. */
static gboolean
named_later (gpointer data)
{
  Named *named = data;
  EarCodebookPage *page = named->page;

  if (page->model != NULL && gtk_widget_get_root (GTK_WIDGET (page)) != NULL)
    {
      g_autofree char *typed = g_strstrip (g_strdup (named->typed == NULL ? "" : named->typed));

      name_now (page, named->node, typed);
      if (ear_book_node_is_new (named->node))
        ear_book_model_end (page->model);
      if (ear_book_model_size (page->model) == 0)
        gtk_stack_set_visible_child_name (page->stack, "empty");
    }
  g_object_unref (named->page);
  g_object_unref (named->node);
  g_free (named->typed);
  g_free (named);
  return G_SOURCE_REMOVE;
}

void
ear_codebook_page_named (EarCodebookPage *page, const char *typed, EarBookNode *node)
{
  Named *named = g_new0 (Named, 1);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = ear_focus_get (GTK_WIDGET (page));

  named->page = g_object_ref (page);
  named->node = g_object_ref (node);
  named->typed = g_strdup (typed);
  g_idle_add (named_later, named);
  /* Whoever left it with a key goes on in the list. */
  if (root != NULL && (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (page->list))))
    gtk_widget_grab_focus (GTK_WIDGET (page->list));
}

/* Moving. */

static void
place (EarCodebookPage *page, EarBookNode *node, const EarId *parent, EarPlace where, EarBookNode *sibling)
{
  const EarBookTheme *theme = ear_book_node_get_theme (node);
  EarBookDeed *deed = ear_book_deed_new (EAR_BOOK_PLACE, &theme->id);

  deed->other = *parent;
  deed->place = where;
  deed->sibling = sibling == NULL ? EAR_ID_NONE : ear_book_node_get_theme (sibling)->id;
  page->wanted = theme->id;
  perform (page, deed, g_strdup_printf (_ ("“%s” moved"), theme->name), NULL);
}

static void
move (EarCodebookPage *page, int step)
{
  EarBookNode *node = ear_codebook_page_get_node (page);
  EarBookNode *beside = node == NULL ? NULL : ear_book_model_beside (page->model, node, step);

  if (beside != NULL)
    place (page, node, &ear_book_node_get_theme (node)->parent, step < 0 ? EAR_PLACE_BEFORE : EAR_PLACE_AFTER, beside);
}

static void
up_action (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  move (data, -1);
}

static void
down_action (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  move (data, 1);
}

static void
in_action (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  EarCodebookPage *page = data;
  EarBookNode *node = ear_codebook_page_get_node (page);
  EarBookNode *above = node == NULL ? NULL : ear_book_model_beside (page->model, node, -1);

  if (above != NULL)
    place (page, node, &ear_book_node_get_theme (above)->id, EAR_PLACE_ANYWHERE, NULL);
}

static void
out_action (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  EarCodebookPage *page = data;
  EarBookNode *node = ear_codebook_page_get_node (page);
  EarBookNode *above = node == NULL ? NULL : ear_book_model_find (page->model, &ear_book_node_get_theme (node)->parent);

  if (above != NULL)
    place (page, node, &ear_book_node_get_theme (above)->parent, EAR_PLACE_AFTER, above);
}

void
ear_codebook_page_drop (EarCodebookPage *page, EarBookNode *dragged, EarBookNode *on, EarDrop where)
{
  const EarBookTheme *theme = ear_book_node_get_theme (on);

  if (where == EAR_DROP_INTO)
    place (page, dragged, &theme->id, EAR_PLACE_ANYWHERE, NULL);
  else
    place (page, dragged, &theme->parent, where == EAR_DROP_BEFORE ? EAR_PLACE_BEFORE : EAR_PLACE_AFTER, on);
}

/* Merging, splitting, retiring. */

static void
merge_chosen_cb (EarCodebookPage *page, EarChoice *choice, GObject *dialog)
{
  const EarId *theme = g_object_get_data (dialog, "theme");
  EarBookNode *node = ear_book_model_find (page->model, theme);
  guint n = GPOINTER_TO_UINT (g_object_get_data (dialog, "codings"));
  EarBookDeed *deed;

  if (node == NULL)
    return;
  deed = ear_book_deed_new (EAR_BOOK_MERGE, theme);
  deed->other = *ear_choice_get_id (choice);
  perform (page, deed,
           g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "“%s” merged into “%s”: %'u coding counts there",
                                         "“%s” merged into “%s”: %'u codings count there", n),
                            ear_book_node_get_theme (node)->name, ear_choice_get_label (choice), n),
           NULL);
}

static void
ask_merge (EarCodebookPage *page, const EarBookTheme *theme, const EarBookUsage *usage)
{
  g_autoptr (GPtrArray) rows = ear_book_model_list_choices (page->model, &theme->id);
  g_autofree char *title = g_strdup_printf (_ ("Merge “%s” into…"), theme->name);
  g_autofree char *used = ear_book_usage_describe (usage);
  g_autofree char *note
    = g_strdup_printf (_ ("%s. All of it counts for the theme that you choose. Nothing is rewritten, and it can be brought back."), used);
  AdwDialog *dialog = ear_tree_chooser_new (title, rows, EAR_TREE_CHOOSER_ROWS);

  ear_tree_chooser_set_note (EAR_TREE_CHOOSER (dialog), note);
  g_object_set_data_full (G_OBJECT (dialog), "theme", g_memdup2 (&theme->id, sizeof (EarId)), g_free);
  g_object_set_data (G_OBJECT (dialog), "codings", GUINT_TO_POINTER (usage->n_codings));
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (merge_chosen_cb), page, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

/* What is to be known of a theme before something can be asked about it: its form may not be shown, so that nobody has read it yet. */
typedef struct
{
  EarCodebookPage *page;
  EarId theme;
} Asked;

static Asked *
asked_new (EarCodebookPage *page, const EarId *theme)
{
  Asked *asked = g_new0 (Asked, 1);

  *asked = (Asked) { g_object_ref (page), *theme };
  return asked;
}

static gpointer
load_usage (EarStore *store, gpointer theme, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_book_usage (store, theme, error);
}

static void
usage_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *asked = data;
  g_autoptr (EarCodebookPage) page = asked->page;
  g_autoptr (GError) error = NULL;
  EarBookUsage *usage = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  EarBookNode *node = page->model == NULL ? NULL : ear_book_model_find (page->model, &asked->theme);

  if (usage != NULL && node != NULL)
    ask_merge (page, ear_book_node_get_theme (node), usage);
  else if (page->model != NULL && error != NULL)
    ear_window_show_error (ear_window_of (GTK_WIDGET (page)), _ ("The codings could not be read"), error);
  ear_book_usage_free (usage);
}

static void
merge_action (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  EarCodebookPage *page = data;
  EarBookNode *node = ear_codebook_page_get_node (page);
  const EarBookTheme *theme = node == NULL ? NULL : ear_book_node_get_theme (node);

  if (theme != NULL && theme->state != EAR_BOOK_MERGED)
    ear_workbook_run_async (ear_page_feed_get_workbook (page->feed), FALSE, load_usage, g_memdup2 (&theme->id, sizeof (EarId)),
                            g_free, (GDestroyNotify) ear_book_usage_free, NULL, usage_cb, asked_new (page, &theme->id));
}

static void
split_chosen_cb (EarCodebookPage *page, GStrv names, GArray *shares, gboolean retire, GObject *dialog)
{
  const EarId *theme = g_object_get_data (dialog, "theme");
  EarBookNode *node = ear_book_model_find (page->model, theme);
  EarBookDeed *deed;

  if (node == NULL)
    return;
  deed = ear_book_deed_new (EAR_BOOK_DIVIDE, theme);
  deed->names = g_strdupv (names);
  deed->shares = g_array_ref (shares);
  deed->retire = retire;
  perform (page, deed,
           g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "“%s” split: %'u coding went along", "“%s” split: %'u codings went along",
                                         shares->len),
                            ear_book_node_get_theme (node)->name, shares->len),
           NULL);
}

static gpointer
load_codings (EarStore *store, gpointer theme, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_book_codings (store, theme, error);
}

static void
codings_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *asked = data;
  g_autoptr (EarCodebookPage) page = asked->page;
  g_autoptr (GError) error = NULL;
  GPtrArray *codings = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  EarBookNode *node = page->model == NULL ? NULL : ear_book_model_find (page->model, &asked->theme);
  AdwDialog *dialog;

  if (codings == NULL || node == NULL)
    {
      g_clear_pointer (&codings, g_ptr_array_unref);
      if (page->model != NULL && error != NULL)
        ear_window_show_error (ear_window_of (GTK_WIDGET (page)), _ ("The codings could not be read"), error);
      return;
    }
  dialog = ear_split_dialog_new (ear_book_node_get_theme (node), codings);
  g_object_set_data_full (G_OBJECT (dialog), "theme", g_memdup2 (&asked->theme, sizeof (EarId)), g_free);
  g_signal_connect_object (dialog, "split", G_CALLBACK (split_chosen_cb), page, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

static void
split_action (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  EarCodebookPage *page = data;
  EarBookNode *node = ear_codebook_page_get_node (page);
  const EarBookTheme *theme = node == NULL ? NULL : ear_book_node_get_theme (node);

  if (theme != NULL && theme->state != EAR_BOOK_MERGED)
    ear_workbook_run_async (ear_page_feed_get_workbook (page->feed), FALSE, load_codings, g_memdup2 (&theme->id, sizeof (EarId)),
                            g_free, (GDestroyNotify) g_ptr_array_unref, NULL, codings_cb, asked_new (page, &theme->id));
}

static void
retire_action (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  EarCodebookPage *page = data;
  EarBookNode *node = ear_codebook_page_get_node (page);
  const EarBookTheme *theme = node == NULL ? NULL : ear_book_node_get_theme (node);
  gboolean in_use = theme != NULL && theme->state == EAR_BOOK_IN_USE && !theme->merging_left_out;

  if (theme != NULL)
    perform (page, ear_book_deed_new (in_use ? EAR_BOOK_RETIRE : EAR_BOOK_RESTORE, &theme->id),
             g_strdup_printf (in_use ? _ ("“%s” retired") : _ ("“%s” brought back"), theme->name), NULL);
}

static void
voices_action (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  EarCodebookPage *page = data;
  EarBookNode *node = ear_codebook_page_get_node (page);

  if (node != NULL)
    ear_window_show_voices (ear_window_of (GTK_WIDGET (page)), &(EarVoiceFilter) { .theme = &ear_book_node_get_theme (node)->id });
}

static void
show_retired_action (GSimpleAction *action, GVariant *state, gpointer data)
{
  EarCodebookPage *page = data;

  g_simple_action_set_state (action, state);
  ear_book_model_set_passed (page->model, g_variant_get_boolean (state));
  gtk_stack_set_visible_child_name (page->stack, g_list_model_get_n_items (ear_book_model_get_list (page->model)) > 0 ? "tree"
                                                 : ear_book_model_size (page->model) == 0                            ? "empty"
                                                                                                                     : "nothing");
}

/* Keys. */

static gboolean
fold_key (EarCodebookPage *page, gboolean expand)
{
  EarBookNode *node = ear_codebook_page_get_node (page);

  if (node == NULL)
    return FALSE;
  if (ear_book_node_has_below (node) && ear_book_node_get_expanded (node) != expand)
    ear_book_model_set_expanded (page->model, node, expand);
  else if (!expand && !ear_id_is_none (&ear_book_node_get_theme (node)->parent))
    ear_codebook_page_focus (page, &ear_book_node_get_theme (node)->parent);
  return TRUE;
}

static gboolean
act (EarCodebookPage *page, const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (page->actions), name, NULL);
  return TRUE;
}

/* Letters go to the search. The entry's own capturing of keys would take Enter and the arrows, too. */
static gboolean
type_to_find (EarCodebookPage *page, guint key)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  char typed[7] = { 0 };

  if (letter == 0 || !g_unichar_isgraph (letter))
    return FALSE;
  g_unichar_to_utf8 (letter, typed);
  gtk_widget_grab_focus (GTK_WIDGET (page->search));
  gtk_editable_set_text (GTK_EDITABLE (page->search), typed);
  gtk_editable_set_position (GTK_EDITABLE (page->search), -1);
  return TRUE;
}

/* In the list alone: elsewhere these keys are for the text that is typed. */
static gboolean
list_key_cb (EarCodebookPage *page, guint key, guint code G_GNUC_UNUSED, GdkModifierType modifiers)
{
  GdkModifierType held = modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (page)));
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (page)) == GTK_TEXT_DIR_RTL;

  if (focus == NULL || GTK_IS_EDITABLE (focus))
    return FALSE;
  if (held == GDK_ALT_MASK)
    switch (key)
      {
      case GDK_KEY_Up:
        return act (page, "up");
      case GDK_KEY_Down:
        return act (page, "down");
      case GDK_KEY_Right:
        return act (page, rtl ? "out" : "in");
      /* At the top there is nothing to move out of; it does not leave the page either. */
      case GDK_KEY_Left:
        return act (page, rtl ? "in" : "out");
      default:
        return FALSE;
      }
  if ((held & ~GDK_SHIFT_MASK) == 0 && type_to_find (page, key))
    return TRUE;
  if (held != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Right:
      return fold_key (page, !rtl);
    case GDK_KEY_Left:
      return fold_key (page, rtl);
    case GDK_KEY_F2:
      return act (page, "rename");
    case GDK_KEY_Delete:
      return act (page, "retire");
    default:
      return FALSE;
    }
}

static gboolean
find_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  EarCodebookPage *page = EAR_CODEBOOK_PAGE (widget);

  adw_navigation_split_view_set_show_content (page->split, FALSE);
  return gtk_widget_grab_focus (GTK_WIDGET (page->search));
}

static void
add_shortcut (GtkEventController *controller, const char *keys, GtkShortcutAction *action)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys), action));
}

static void
add_keys (EarCodebookPage *page)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new (), *keys = gtk_event_controller_key_new ();

  add_shortcut (shortcuts, "<Control>t", gtk_named_action_new ("codebook.new"));
  add_shortcut (shortcuts, "<Control><Shift>t", gtk_named_action_new ("codebook.new-below"));
  add_shortcut (shortcuts, "<Control>m", gtk_named_action_new ("codebook.merge"));
  add_shortcut (shortcuts, "<Control><Shift>s", gtk_named_action_new ("codebook.split"));
  add_shortcut (shortcuts, "<Control>h", gtk_named_action_new ("codebook.show-retired"));
  add_shortcut (shortcuts, "<Control>Return", gtk_named_action_new ("codebook.voices"));
  add_shortcut (shortcuts, "<Control>f", gtk_callback_action_new (find_cb, NULL, NULL));
  gtk_widget_add_controller (GTK_WIDGET (page), shortcuts);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (list_key_cb), page);
  gtk_widget_add_controller (GTK_WIDGET (page->list), keys);
}

void
ear_codebook_page_add_actions (EarCodebookPage *page)
{
  static const GActionEntry entries[] = {
    { .name = "new", .activate = new_action },
    { .name = "new-below", .activate = new_below_action },
    { .name = "rename", .activate = rename_action },
    { .name = "up", .activate = up_action },
    { .name = "down", .activate = down_action },
    { .name = "in", .activate = in_action },
    { .name = "out", .activate = out_action },
    { .name = "voices", .activate = voices_action },
    { .name = "merge", .activate = merge_action },
    { .name = "split", .activate = split_action },
    { .name = "retire", .activate = retire_action },
    { .name = "show-retired", .state = "false", .change_state = show_retired_action },
  };

  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries), page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "codebook", G_ACTION_GROUP (page->actions));
  add_keys (page);
  ear_codebook_page_update_actions (page);
}

static void
enable (EarCodebookPage *page, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), name)), enabled);
}

/* Says which actions make sense now. */
void
ear_codebook_page_update_actions (EarCodebookPage *page)
{
  EarBookNode *node = ear_codebook_page_get_node (page);
  const EarBookTheme *theme = node == NULL ? NULL : ear_book_node_get_theme (node);
  gboolean stands = theme != NULL && theme->state != EAR_BOOK_MERGED;

  enable (page, "new-below", stands);
  enable (page, "rename", theme != NULL);
  enable (page, "up", node != NULL && ear_book_model_beside (page->model, node, -1) != NULL);
  enable (page, "down", node != NULL && ear_book_model_beside (page->model, node, 1) != NULL);
  enable (page, "in", node != NULL && ear_book_model_beside (page->model, node, -1) != NULL);
  enable (page, "out", theme != NULL && !ear_id_is_none (&theme->parent));
  enable (page, "voices", stands && theme->voices > 0);
  enable (page, "merge", stands && ear_book_model_size (page->model) > 1);
  enable (page, "split", stands);
  enable (page, "retire", theme != NULL);
}
